"""Networks of the demo's viewers: made-up assignments of public prefixes, true to life in shape only."""

from typing import NamedTuple


class SampleNetwork(NamedTuple):
    """One network and what the sample databases say of it; coordinates in degrees."""

    prefix: str
    country_code: str
    country: str
    city: str | None
    latitude: float
    longitude: float
    asn: int
    isp: str


SAMPLE_NETWORKS = (
    SampleNetwork("73.162.0.0/16", "US", "United States", "San Francisco", 37.7749, -122.4194, 7922, "Comcast"),
    SampleNetwork("71.183.0.0/16", "US", "United States", "New York", 40.7128, -74.006, 701, "Verizon"),
    SampleNetwork("99.37.0.0/16", "US", "United States", "Dallas", 32.7767, -96.797, 7018, "AT&T"),
    SampleNetwork("24.153.0.0/16", "US", "United States", "Austin", 30.2672, -97.7431, 11427, "Charter"),
    SampleNetwork("172.58.0.0/16", "US", "United States", None, 39.76, -98.5, 21928, "T-Mobile USA"),
    SampleNetwork("2601:640::/32", "US", "United States", "Seattle", 47.6062, -122.3321, 7922, "Comcast"),
    SampleNetwork("70.49.0.0/16", "CA", "Canada", "Toronto", 43.6532, -79.3832, 577, "Bell Canada"),
    SampleNetwork("24.201.0.0/16", "CA", "Canada", "Montréal", 45.5019, -73.5674, 5769, "Videotron"),
    SampleNetwork("187.190.0.0/16", "MX", "Mexico", "Mexico City", 19.4326, -99.1332, 22884, "Totalplay"),
    SampleNetwork("201.141.0.0/16", "MX", "Mexico", "Guadalajara", 20.6597, -103.3496, 28548, "Izzi"),
    SampleNetwork("179.98.0.0/16", "BR", "Brazil", "São Paulo", -23.5505, -46.6333, 27699, "Vivo"),
    SampleNetwork("187.36.0.0/16", "BR", "Brazil", "Rio de Janeiro", -22.9068, -43.1729, 28573, "Claro"),
    SampleNetwork("2804:14c::/32", "BR", "Brazil", "Curitiba", -25.4284, -49.2733, 28573, "Claro"),
    SampleNetwork("181.46.0.0/16", "AR", "Argentina", "Buenos Aires", -34.6037, -58.3816, 27747, "Telecentro"),
    SampleNetwork("190.160.0.0/16", "CL", "Chile", "Santiago", -33.4489, -70.6693, 22047, "VTR"),
    SampleNetwork("181.52.0.0/16", "CO", "Colombia", "Bogotá", 4.711, -74.0721, 10620, "Claro Colombia"),
    SampleNetwork("81.105.0.0/16", "GB", "United Kingdom", "London", 51.5074, -0.1278, 5089, "Virgin Media"),
    SampleNetwork("86.140.0.0/16", "GB", "United Kingdom", "Manchester", 53.4808, -2.2426, 2856, "BT"),
    SampleNetwork("2a00:23c0::/28", "GB", "United Kingdom", "Birmingham", 52.4862, -1.8904, 2856, "BT"),
    SampleNetwork("86.40.0.0/16", "IE", "Ireland", "Dublin", 53.3498, -6.2603, 5466, "Eir"),
    SampleNetwork("90.65.0.0/16", "FR", "France", "Paris", 48.8566, 2.3522, 3215, "Orange"),
    SampleNetwork("82.64.0.0/16", "FR", "France", "Lyon", 45.764, 4.8357, 12322, "Free"),
    SampleNetwork("2a01:e00::/26", "FR", "France", "Marseille", 43.2965, 5.3698, 12322, "Free"),
    SampleNetwork("87.123.0.0/16", "DE", "Germany", "Berlin", 52.52, 13.405, 8881, "1&1 Versatel"),
    SampleNetwork("84.150.0.0/16", "DE", "Germany", "Munich", 48.1351, 11.582, 3320, "Deutsche Telekom"),
    SampleNetwork("2003:c0::/26", "DE", "Germany", "Hamburg", 53.5511, 9.9937, 3320, "Deutsche Telekom"),
    SampleNetwork("84.112.0.0/16", "AT", "Austria", "Vienna", 48.2082, 16.3738, 8412, "Magenta"),
    SampleNetwork("85.1.0.0/16", "CH", "Switzerland", "Zürich", 47.3769, 8.5417, 3303, "Swisscom"),
    SampleNetwork("84.82.0.0/16", "NL", "Netherlands", "Amsterdam", 52.3676, 4.9041, 1136, "KPN"),
    SampleNetwork("81.240.0.0/16", "BE", "Belgium", "Brussels", 50.8503, 4.3517, 5432, "Proximus"),
    SampleNetwork("83.40.0.0/16", "ES", "Spain", "Madrid", 40.4168, -3.7038, 3352, "Telefónica"),
    SampleNetwork("85.136.0.0/16", "ES", "Spain", "Barcelona", 41.3874, 2.1686, 12479, "Orange España"),
    SampleNetwork("85.240.0.0/16", "PT", "Portugal", "Lisbon", 38.7223, -9.1393, 3243, "MEO"),
    SampleNetwork("79.20.0.0/16", "IT", "Italy", "Rome", 41.9028, 12.4964, 3269, "TIM"),
    SampleNetwork("93.36.0.0/16", "IT", "Italy", "Milan", 45.4642, 9.19, 12874, "Fastweb"),
    SampleNetwork("85.224.0.0/16", "SE", "Sweden", "Stockholm", 59.3293, 18.0686, 2119, "Telenor Sverige"),
    SampleNetwork("84.208.0.0/16", "NO", "Norway", "Oslo", 59.9139, 10.7522, 41164, "Telia Norge"),
    SampleNetwork("87.48.0.0/16", "DK", "Denmark", "Copenhagen", 55.6761, 12.5683, 3292, "TDC"),
    SampleNetwork("91.152.0.0/16", "FI", "Finland", "Helsinki", 60.1699, 24.9384, 719, "Elisa"),
    SampleNetwork("83.24.0.0/16", "PL", "Poland", "Warsaw", 52.2297, 21.0122, 5617, "Orange Polska"),
    SampleNetwork("89.176.0.0/16", "CZ", "Czechia", "Prague", 50.0755, 14.4378, 16019, "Vodafone Czech Republic"),
    SampleNetwork("86.120.0.0/16", "RO", "Romania", "Bucharest", 44.4268, 26.1025, 8708, "Digi"),
    SampleNetwork("94.64.0.0/16", "GR", "Greece", "Athens", 37.9838, 23.7275, 6799, "OTE"),
    SampleNetwork("178.150.0.0/16", "UA", "Ukraine", "Kyiv", 50.4501, 30.5234, 13188, "Triolan"),
    SampleNetwork("78.160.0.0/16", "TR", "Türkiye", "Istanbul", 41.0082, 28.9784, 47331, "Türk Telekom"),
    SampleNetwork("188.50.0.0/16", "SA", "Saudi Arabia", "Riyadh", 24.7136, 46.6753, 25019, "STC"),
    SampleNetwork("94.200.0.0/16", "AE", "United Arab Emirates", "Dubai", 25.2048, 55.2708, 15802, "du"),
    SampleNetwork("79.176.0.0/16", "IL", "Israel", "Tel Aviv", 32.0853, 34.7818, 8551, "Bezeq"),
    SampleNetwork("41.232.0.0/16", "EG", "Egypt", "Cairo", 30.0444, 31.2357, 8452, "TE Data"),
    SampleNetwork("105.66.0.0/16", "MA", "Morocco", "Casablanca", 33.5731, -7.5898, 36925, "inwi"),
    SampleNetwork("105.112.0.0/16", "NG", "Nigeria", "Lagos", 6.5244, 3.3792, 36873, "Airtel Nigeria"),
    SampleNetwork("105.160.0.0/16", "KE", "Kenya", "Nairobi", -1.2921, 36.8219, 33771, "Safaricom"),
    SampleNetwork("105.224.0.0/16", "ZA", "South Africa", "Johannesburg", -26.2041, 28.0473, 37457, "Telkom SA"),
    SampleNetwork("122.161.0.0/16", "IN", "India", "Delhi", 28.7041, 77.1025, 24560, "Airtel"),
    SampleNetwork("49.36.0.0/16", "IN", "India", "Mumbai", 19.076, 72.8777, 55836, "Reliance Jio"),
    SampleNetwork("2409:4050::/28", "IN", "India", None, 21.0, 78.0, 55836, "Reliance Jio"),
    SampleNetwork("39.32.0.0/16", "PK", "Pakistan", "Karachi", 24.8607, 67.0011, 17557, "PTCL"),
    SampleNetwork("171.96.0.0/16", "TH", "Thailand", "Bangkok", 13.7563, 100.5018, 17552, "True"),
    SampleNetwork("113.160.0.0/16", "VN", "Vietnam", "Hanoi", 21.0278, 105.8342, 45899, "VNPT"),
    SampleNetwork("36.68.0.0/16", "ID", "Indonesia", "Jakarta", -6.2088, 106.8456, 7713, "Telkom Indonesia"),
    SampleNetwork("112.198.0.0/16", "PH", "Philippines", "Manila", 14.5995, 120.9842, 4775, "Globe"),
    SampleNetwork("116.14.0.0/16", "SG", "Singapore", "Singapore", 1.3521, 103.8198, 9506, "Singtel"),
    SampleNetwork("126.72.0.0/16", "JP", "Japan", "Tokyo", 35.6762, 139.6503, 17676, "SoftBank"),
    SampleNetwork("121.130.0.0/16", "KR", "South Korea", "Seoul", 37.5665, 126.978, 4766, "KT"),
    SampleNetwork("1.120.0.0/16", "AU", "Australia", "Sydney", -33.8688, 151.2093, 1221, "Telstra"),
    SampleNetwork("49.180.0.0/16", "AU", "Australia", "Melbourne", -37.8136, 144.9631, 4804, "Optus"),
    SampleNetwork("122.56.0.0/16", "NZ", "New Zealand", "Auckland", -36.8509, 174.7645, 4771, "Spark"),
)

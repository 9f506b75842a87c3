"""What places of new addresses cost: `python -m tests.bench.places`; prints JSON, CPU ms for 1,000 of them."""

import json
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.lookup import PlaceLookup
from panel.demo.geo_databases import write_database
from tests.fakes.geo_databases import city_record

NETWORKS = 20_000
ADDRESSES = 10_000
ROUNDS = 7


def measure_places() -> dict[str, float]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        numbers = random.sample(range(11 << 16, 100 << 16), NETWORKS)
        networks = [f"{number >> 16}.{number >> 8 & 255}.{number & 255}.0/24" for number in numbers]
        cities = ((prefix, city_record(f"City {number % 3000}")) for number, prefix in enumerate(networks))
        holders = (
            (prefix, {"autonomous_system_number": 1, "autonomous_system_organization": f"ISP {number % 500}"})
            for number, prefix in enumerate(networks)
        )
        write_database(folder / "city.mmdb", "GeoLite2-City", cities)
        write_database(folder / "asn.mmdb", "GeoLite2-ASN", holders)
        lookup = PlaceLookup(folder / "city.mmdb", folder / "asn.mmdb", folder / "private")
        lookup.reload_if_changed()
        addresses = [f"{random.choice(networks)[:-4]}{number % 254 + 1}" for number in range(ADDRESSES * (ROUNDS + 2))]
        first_s = _cost_s(lambda: lookup.locate(addresses[:ADDRESSES]))
        learned = PlaceLookup(folder / "city.mmdb", folder / "asn.mmdb", folder / "private")
        learned.reload_if_changed()
        learning_s = _cost_s(lambda: _learn_all(learned))
        learned_s = _cost_s(lambda: learned.locate(addresses[:ADDRESSES]))
        lookup.locate(addresses)
        batches = [addresses[begin : begin + ADDRESSES] for begin in range(0, len(addresses), ADDRESSES)]
        batch_s = statistics.median(_cost_s(partial(lookup.locate, batch)) for batch in batches)
        alone_s = _cost_s(lambda: [lookup.place(address) for address in batches[-1]])
    scale = 1000 * 1000 / ADDRESSES
    return {
        "geoNew": batch_s * scale,
        "geoLearned": learned_s * scale,
        "geoFirst": first_s * scale,
        "geoAlone": alone_s * scale,
        "geoLearning": learning_s * 1000,
    }


def _learn_all(lookup: PlaceLookup) -> None:
    while lookup.learn():
        pass


def _cost_s(make: Callable[[], object]) -> float:
    began_s = time.process_time()
    make()
    return time.process_time() - began_s


if __name__ == "__main__":
    print(json.dumps(measure_places()))

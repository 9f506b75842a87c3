import subprocess
import sys
from pathlib import Path

from tests.fakes.geo_databases import BERLIN, write_city

WITHOUT_EXTENSION = """
import sys
sys.modules["maxminddb.extension"] = None
from pathlib import Path
from geo.lookup import PlaceLookup, reads_natively
folder = Path(sys.argv[1])
lookup = PlaceLookup(folder / "city.mmdb", folder / "asn.mmdb", folder / "private")
lookup.reload_if_changed()
print(reads_natively(), lookup.place(sys.argv[2]).city)
"""


def test_without_the_c_extension_places_are_still_told_with_a_warning(tmp_path: Path) -> None:
    write_city(tmp_path / "city.mmdb")
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTENSION, str(tmp_path), BERLIN],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "False Berlin" in ran.stdout
    assert ran.stdout.count("without the C extension") == 1

from pathlib import Path

import pytest

from geo.attribution import ATTRIBUTION, GEOLITE_ATTRIBUTION, Attribution, attribution_of, attribution_of_all
from geo.database import DatabaseKind, DatabaseStatus


def loaded(database_type: str | None) -> DatabaseStatus:
    return DatabaseStatus(DatabaseKind.CITY, Path("x"), database_type is not None, database_type, None, None, None)


@pytest.mark.parametrize(
    ("database_type", "wanted"),
    [
        ("DBIP-City-Lite", ATTRIBUTION),
        ("DBIP-ASN-Lite (compat=GeoLite2-ASN)", ATTRIBUTION),
        ("GeoLite2-City", GEOLITE_ATTRIBUTION),
        ("GeoIP2-City", None),
        ("Sample-City", None),
        (None, None),
    ],
)
def test_each_maker_gets_what_its_licence_asks_for(database_type: str | None, wanted: Attribution | None) -> None:
    assert attribution_of(loaded(database_type)) == wanted


def test_of_several_the_first_that_asks_is_shown() -> None:
    assert attribution_of_all([loaded(None), loaded("DBIP-ASN-Lite")]) == ATTRIBUTION
    assert attribution_of_all([]) is None

from hypothesis import given
from hypothesis import strategies as st

from geo.fields import asn, coordinates, country_code, name

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.integers(), max_size=2)
)


def test_a_country_code_is_two_capitals() -> None:
    assert country_code("de") == "DE"
    assert country_code("XK") == "XK"
    assert [country_code(odd) for odd in ("ZZ", "zz", "", "D", "DEU", "É1", "4A", None, 49)] == [None] * 9


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert name("  São Paulo ") == "São Paulo"
    assert name("a\x1b[2J\nb\u2028c") == "a [2J b c"
    assert name("x" * 5000) == "x" * 200
    assert [name(odd) for odd in ("", " \n", None, 5, b"Berlin")] == [None] * 5


def test_an_asn_is_a_positive_number_of_32_bits() -> None:
    assert asn(4_294_967_295) == 4_294_967_295
    assert [asn(odd) for odd in (0, -1, 2**32, True, "8881", None, 1.5)] == [None] * 7


def test_coordinates_that_say_nowhere_are_none() -> None:
    assert coordinates(52.52, 13) == (52.52, 13.0)
    assert coordinates(0, 32.5) == (0.0, 32.5)
    for odd in ((0, 0), (0.0, -0.0), (None, 1.0), (1.0, None), (90.1, 0), (0, -180.5), (float("nan"), 1.0), ("1", "2")):
        assert coordinates(*odd) == (None, None)


@given(ANYTHING, ANYTHING)
def test_any_value_is_fit_to_show_or_none(one: object, other: object) -> None:
    code, text, number, (latitude, longitude) = country_code(one), name(one), asn(one), coordinates(one, other)
    assert code is None or (len(code) == 2 and code.isupper())
    assert text is None or (text.strip() == text and text.isprintable() and 0 < len(text) <= 200)
    assert number is None or number > 0
    assert (latitude is None) == (longitude is None)
    assert latitude is None or longitude is None or (abs(latitude) <= 90 and abs(longitude) <= 180)

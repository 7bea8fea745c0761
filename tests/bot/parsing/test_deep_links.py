import re

import pytest

from bot.parsing.deep_links import MAX_LENGTH, decode, encode
from bot.places.known import town_to_place
from sources.korea.gazetteer import load_places
from tests.bot.factories import PLACES
from tests.bot.places.factories import TABLE
from tests.factories import CATALOGUE

KNOWN = PLACES.with_towns(map(town_to_place, TABLE))
ALLOWED = re.compile(r"[A-Za-z0-9_-]+")


@pytest.mark.parametrize(
    ("key", "parameter"),
    [
        ("인천", "incheon"),
        ("강원 고성군", "goseong-gangwon"),
        ("경남 고성군", "goseong-south-gyeongsang"),
        ("station:172", "gochang"),
        ("판교", "pangyo"),
        ("제주 제주시 애월읍", "aewol-eup"),
    ],
)
def test_a_deep_link_is_readable_and_leads_back_to_its_place(key: str, parameter: str) -> None:
    match = KNOWN.get(key)
    assert match is not None
    assert encode(match, KNOWN) == parameter
    found = decode(parameter, KNOWN).match
    assert found is not None
    assert (found.place, found.station) == (match.place, match.station)


def test_every_place_has_a_valid_deep_link_to_its_station() -> None:
    for place in (*load_places(CATALOGUE), *map(town_to_place, TABLE)):
        match = KNOWN.get(place.key)
        assert match is not None
        parameter = encode(match, KNOWN)
        assert ALLOWED.fullmatch(parameter)
        assert len(parameter) <= MAX_LENGTH
        found = decode(parameter, KNOWN).match
        assert found is not None
        assert found.station == match.station


@pytest.mark.parametrize("parameter", ["Incheon", "INCHON", "112", "0112", "incheon-si", "incheon_si"])
def test_handwritten_parameters_are_decoded(parameter: str) -> None:
    match = decode(parameter, KNOWN).match
    assert match is not None
    assert match.place.key == "인천"


@pytest.mark.parametrize("parameter", ["9999", "qqqq", "-", "_", "tjdnf", "hello"])
def test_an_uncertain_parameter_has_no_match(parameter: str) -> None:
    assert decode(parameter, KNOWN).match is None

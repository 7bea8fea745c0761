"""Every town of a table is found; `python -m bench.places_towns FILE` measures KMA's own, which is not shipped."""

from collections import Counter

import pytest

from bench.places_towns import NAMES, Kinds, Outcome, classify, count_outcomes
from bot.places import Answer, Places
from bot.places.known import add_undivided_towns, town_to_place
from sources.kma.town_table import Town
from sources.korea.gazetteer import Place
from sources.korea.regions import Region
from sources.korea.succession import find_present
from sources.korea.tables import read_table, split_names
from tests.bot.factories import PLACES


@pytest.fixture(scope="module")
def towns() -> list[Place]:
    """Return a town for each 읍 and 면 in Korea, and one in parts."""
    rural = [
        Town(region.province, region.district or "", name, 37.5, 127.0)
        for row in read_table("townships.csv")
        for name in split_names(row["names"])
        # The table is older than some changes, which an import follows.
        for region in [find_present(Region(row["province"], row["district"] or None), name)]
    ]
    parts = [Town("서울", "강남구", f"역삼{number}동", 37.5, 127.0) for number in (1, 2)]
    return list(map(town_to_place, add_undivided_towns([*rural, *parts])))


@pytest.fixture(scope="module")
def places(towns: list[Place]) -> Places:
    return PLACES.with_towns(towns)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [(Kinds.IN_DISTRICT, 0.998, 0), (Kinds.NAME, 0.98, 0.003), (Kinds.LATIN, 0.6, 0.005)],
)
def test_towns_are_found_or_asked_about_and_hardly_ever_wrong(
    places: Places, towns: list[Place], kind: Kinds, right: float, wrong: float
) -> None:
    outcomes = Counter(outcome for *_, outcome in count_outcomes(places, towns, NAMES[kind]))
    assert (outcomes[Outcome.RIGHT] + outcomes[Outcome.ASKED]) / outcomes.total() >= right, outcomes
    assert outcomes[Outcome.WRONG] / outcomes.total() <= wrong, outcomes


def test_an_outcome_tells_a_namesake_from_a_wrong_answer(places: Places, towns: list[Place]) -> None:
    town = next(one for one in towns if one.key == "충북 영동군 용산면")
    outcomes = {
        text: classify(text, town, places.find(text)) for text in ("영동군 용산면", "용산면", "용산", "부산", "없는곳")
    }
    assert outcomes == {
        "영동군 용산면": Outcome.RIGHT,
        "용산면": Outcome.ASKED,
        "용산": Outcome.REGION,
        "부산": Outcome.WRONG,
        "없는곳": Outcome.NOT_FOUND,
    }
    assert classify("용산면", town, Answer()) is Outcome.NOT_FOUND

"""KMA's words for the weather are taken apart."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.kma.weather_codes import describe_sky, describe_weather
from sources.korea.conditions import PHENOMENA, SKIES, Condition, Course, Intensity, Phenomenon, parse_condition
from tests.factories import CATALOGUE

# KMA's table of cities and its map, and programs that read them from 2016 to 2026.
PRINTED = (Path(__file__).parents[2] / "data" / "conditions.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("word", PRINTED)
def test_the_printed_words_are_known(word: str) -> None:
    assert parse_condition(word) is not None


@pytest.mark.parametrize(
    "word", ["", " ", "구름", "조금", "낙뢰", "맑음뒤흐림", "약한", "끝", "약한비약", "가끔비끝", "비,", "/눈"]
)
def test_a_word_with_an_unknown_part_is_unknown(word: str) -> None:
    assert parse_condition(word) is None


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        (("맑음",), Condition("맑음")),
        (
            ("약한비단속", "약한비단속적", "약한 비 단속적", "약비단속"),
            Condition(None, ((Phenomenon("비", Intensity.LIGHT, Course.INTERMITTENT),),)),
        ),
        (("비끝", "비 끝남"), Condition(None, ((Phenomenon("비", None, Course.ENDED),),))),
        (("소낙눈/약", "소낙눈약", "약한소낙눈"), Condition(None, ((Phenomenon("소낙눈", Intensity.LIGHT),),))),
        (("진눈깨비약", "약진눈개비"), Condition(None, ((Phenomenon("진눈깨비", Intensity.LIGHT),),))),
        (("안개강해짐",), Condition(None, ((Phenomenon("안개", None, Course.THICKENING),),))),
        (("비/눈", "비 또는 눈"), Condition(None, ((Phenomenon("비"), Phenomenon("눈")),))),
        (("흐리고 비", "흐림 비"), Condition("흐림", ((Phenomenon("비"),),))),
        (("뇌우끝,비",), Condition(None, ((Phenomenon("뇌우", None, Course.ENDED),), (Phenomenon("비"),)))),
    ],
)
def test_spellings_of_one_condition_are_equal(words: tuple[str, ...], condition: Condition) -> None:
    assert [parse_condition(word) for word in words] == [condition] * len(words)


phenomena = st.builds(
    Phenomenon,
    st.sampled_from(sorted(PHENOMENA)),
    st.none() | st.sampled_from(Intensity),
    st.none() | st.sampled_from([one for one in Course if one is not Course.OCCASIONAL]),
)


@given(st.none() | st.sampled_from(sorted(SKIES)), st.lists(st.lists(phenomena, min_size=1, max_size=3), max_size=3))
def test_parts_that_are_put_together_are_found_again(sky: str | None, some: list[list[Phenomenon]]) -> None:
    if sky or some:
        word = (sky or "") + ",".join("또는".join(map(str, alternatives)) for alternatives in some)
        assert parse_condition(word) == Condition(sky, tuple(map(tuple, some)))


def test_no_station_is_taken_for_a_part_of_a_condition() -> None:
    names = [name for station in CATALOGUE for name in (station.names["ko"], *station.aliases)]
    for word, name in itertools.product(PRINTED, names):
        ends = [end for end in range(1, len(word + name)) if parse_condition((word + name)[:end])]
        readings = {(word + name)[:end] for end in ends if CATALOGUE.find_printed((word + name)[end:]) is not None}
        assert readings <= {word}, word + name


def test_every_word_for_a_code_is_known() -> None:
    words = [*map(describe_weather, range(100)), *map(describe_sky, range(11))]
    assert all(parse_condition(word) for word in words if word is not None)

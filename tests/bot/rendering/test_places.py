"""Labels of places to choose from: what tells them apart."""

import pytest

from bot.places import Match
from bot.places.known import town_to_place
from bot.rendering.places import choice_labels, short_label
from sources.kma.town_table import Town
from tests.bot.factories import PLACES, TRANSLATORS

TOWNS = PLACES.with_towns(
    town_to_place(Town(province, district, name, 37.5, 128.0))
    for province, district, name in (
        ("강원", "춘천시", "사북면"),
        ("강원", "정선군", "사북읍"),
        ("경기", "파주시", "문산읍"),
        ("경남", "진주시", "문산읍"),
    )
)


@pytest.mark.parametrize(
    ("text", "language", "labels"),
    [
        ("사북", "ko", ["사북면 (강원 춘천시)", "사북읍 (강원 정선군)"]),
        ("문산읍", "ko", ["문산읍 (경기 파주시)", "문산읍 (경남 진주시)"]),
        ("Sabuk", "en", ["Sabuk-myeon (Chuncheon, Gangwon)", "Sabuk-eup (Jeongseon, Gangwon)"]),
        ("고성", "ko", ["고성 (강원)", "고성 (경남)"]),
        ("전남광주", "ko", ["광주 (전남광주)", "전남광주"]),
        ("전남광주", "en", ["Gwangju (Jeonnam-Gwangju)", "Jeonnam-Gwangju"]),
    ],
)
def test_choices_say_what_tells_them_apart(text: str, language: str, labels: list[str]) -> None:
    assert choice_labels(TOWNS.find(text), TOWNS, TRANSLATORS[language]) == labels


def test_the_button_of_a_town_names_its_district() -> None:
    match = TOWNS.find("정선 사북").match
    assert isinstance(match, Match)
    assert short_label(match, TOWNS, TRANSLATORS["ko"]) == "사북읍 (강원 정선군)"

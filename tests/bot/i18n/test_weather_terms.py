"""KMA's words in every language."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translators
from bot.i18n.weather_terms import condition_name

WORDS = (Path(__file__).parents[2] / "data" / "conditions.txt").read_text(encoding="utf-8").splitlines()
TRANSLATORS = Translators("ko")


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_the_printed_words_have_names(language: str, snapshot: SnapshotAssertion) -> None:
    tr = TRANSLATORS[language]
    assert "\n".join(f"{word}: {condition_name(word, tr)}" for word in WORDS) == snapshot


def test_an_intermittent_rain_is_no_crackdown() -> None:
    # 단속 means both.
    assert condition_name("약한비단속", TRANSLATORS["en"]) == "Intermittent light rain"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("약한소나기끝", "Light showers ended"),
        ("격심한소나기", "Violent showers"),
        ("뇌우끝,비/눈", "Thunderstorm ended, rain or snow"),
        ("구름많고 눈 또는 비", "Mostly cloudy, snow or rain"),
        ("이슬비/소낙눈", "Drizzle or snow showers"),
        ("황사강해짐", "황사강해짐"),
    ],
)
def test_a_name_is_put_together_or_stays_korean(word: str, name: str) -> None:
    assert condition_name(word, TRANSLATORS["en"]) == name

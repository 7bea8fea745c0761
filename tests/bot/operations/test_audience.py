"""Audience of an announcement."""

import pytest

from bot.errors import InvalidInput
from bot.i18n.translator import Translators
from bot.operations.audience import parse_audience
from sources.korea.stations import Catalogue
from storage.ledger.announcements import Recipient
from storage.terms import City

INCHEON, BUSAN = City.of_station(112), City("부평동", 159)
PERSON = Recipient(1, 0, "private", "ko-KR", (INCHEON, BUSAN))
GROUP = Recipient(-2, 0, "group", None, (BUSAN,))
SUPERGROUP = Recipient(-3, 5, "supergroup", "vi", (INCHEON,))
CHANNEL = Recipient(-4, 0, "channel", "th", ())
ALL = [PERSON, GROUP, SUPERGROUP, CHANNEL]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", ALL),
        ("private", [PERSON]),
        ("groups", [GROUP, SUPERGROUP]),
        ("channels", [CHANNEL]),
        # Whose language is unknown gets bulletins in the default one, and others in English.
        ("language=ko", [PERSON, GROUP]),
        ("language=en", [CHANNEL]),
        ("city=인천", [PERSON, SUPERGROUP]),
        ("city=busan", [PERSON, GROUP]),
        ("city=159", [PERSON, GROUP]),
    ],
)
def test_it_is_a_kind_of_chat_a_language_or_a_city(text: str, expected: list[Recipient], catalogue: Catalogue) -> None:
    assert parse_audience(text, Translators("ko"), catalogue).choose(ALL) == expected


@pytest.mark.parametrize("text", ["", "everybody", "city=평양", "city=", "language=xx", "private=1", "all="])
def test_what_is_none_is_told(text: str, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInput, match=r"language=… \(en, ja, ko, vi, zh\) or city=…"):
        parse_audience(text, Translators("ko"), catalogue)

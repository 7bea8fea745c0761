"""Audience of an announcement: which of the chats with a subscription get it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.errors import InvalidInput
from bot.i18n.translator import Translators
from sources.korea.stations import Catalogue
from storage.ledger.announcements import Recipient

KINDS = {
    "all": frozenset({"private", "group", "supergroup", "channel"}),
    "private": frozenset({"private"}),
    "groups": frozenset({"group", "supergroup"}),
    "channels": frozenset({"channel"}),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Condition of the chats that get an announcement.

    Attributes:
        name: as the operator wrote it.
        includes: the condition.
    """

    name: str
    includes: Callable[[Recipient], bool]

    def choose(self, recipients: Iterable[Recipient]) -> list[Recipient]:
        """Return the chats that are included."""
        return [one for one in recipients if self.includes(one)]


def parse_audience(text: str, translators: Translators, catalogue: Catalogue) -> Audience:
    """Parse ``all``, ``private``, ``groups``, ``channels``, ``language=ko`` or ``city=인천``.

    Args:
        text: the operator's words.
        translators: the languages; a chat counts with the one in which it gets its bulletins.
        catalogue: the weather stations; a city is that of a station, with all places whose weather is read there.

    Raises:
        InvalidInput: it is something else.
    """
    name, has_value, value = text.partition("=")
    if not has_value and name in KINDS:
        kinds = KINDS[name]
        return Audience(text, lambda one: one.kind in kinds)
    match name:
        case "language" if value in translators.languages:
            return Audience(text, lambda one: translators.choose(one.language).language == value)
        case "city" if station := catalogue.find(value):
            return Audience(text, lambda one: any(city.station == station.number for city in one.cities))
    raise InvalidInput(
        f"{text!r} is no group of chats; write all, private, groups, channels, "
        f"language=… ({', '.join(translators.languages)}) or city=… (a station's name or number)"
    )

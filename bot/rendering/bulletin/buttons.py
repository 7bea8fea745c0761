"""Buttons below a bulletin: what they show, their labels and their callback data."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias

from bot.i18n.translator import N_, Translator

_COLUMNS = 2
"""Buttons of a row: four would be cut off on a telephone."""


class BulletinAction(enum.StrEnum):
    """Answers to a button below a bulletin. The values stand in buttons that people may press years later."""

    HOURS = "hours"
    """The coming hours at the chat's places."""
    MAP = "map"
    NEWS = "news"
    SETTINGS = "settings"


LABELS: Mapping[BulletinAction, str] = {
    BulletinAction.HOURS: N_("🕒 Hour by hour"),
    BulletinAction.MAP: N_("🗺 Map"),
    BulletinAction.NEWS: N_("📰 News"),
    BulletinAction.SETTINGS: N_("⚙️ Settings"),
}
"""Labels of the buttons, in their order."""

Rows: TypeAlias = Sequence[Sequence[tuple[str, str]]]
"""Rows of buttons, each with its label and its callback data."""


@dataclass(frozen=True, slots=True)
class BulletinCallback:
    """Data of a button below a bulletin."""

    PREFIX: ClassVar[str] = "bulletin"
    action: BulletinAction

    def encode(self) -> str:
        """Return the string that Telegram sends back when the button is pressed."""
        return f"{self.PREFIX}:{self.action}"

    @classmethod
    def decode(cls, data: str) -> Self:
        """Parse a button's string.

        Raises:
            ValueError: it is of another kind, or malformed.
        """
        prefix, _, action = data.partition(":")
        if prefix != cls.PREFIX:
            raise ValueError(data)
        return cls(BulletinAction(action))


def bulletin_buttons(tr: Translator, *, has_hours: bool, has_pictures: bool) -> Rows:
    """Return the buttons below a bulletin, two a row.

    Args:
        tr: the reader's language.
        has_hours: whether there are places, and forecasts of places.
        has_pictures: whether the bot can draw the map.
    """
    missing = {BulletinAction.HOURS: not has_hours, BulletinAction.MAP: not has_pictures}
    buttons = [
        (tr.plain(label), BulletinCallback(action).encode())
        for action, label in LABELS.items()
        if not missing.get(action)
    ]
    return [buttons[first : first + _COLUMNS] for first in range(0, len(buttons), _COLUMNS)]

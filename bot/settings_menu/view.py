"""What a screen of the settings shows, and what it is made of."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Places
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import flag
from sources.korea.stations import Catalogue
from storage.chats.subscriptions import Subscription
from storage.terms import Unit


@dataclass(frozen=True, slots=True)
class View:
    """What is set, and where.

    Attributes:
        number: what the buttons name, as `SettingsCallback` has it.
        subscription: the one that is shown; where there is none, the one that would be made.
        others: all that the topic has, that one too, the oldest first.
        unit: in what the chat reads temperatures.
        language: the chat's.
        chat: the name of the chat that is set where that is another one than that in which the screen stands.
        can_answer: whether people can answer a message where the screen stands; not in channels.
        has_pictures: whether a bulletin can have a map.
        languages: what each language calls itself.
        zones: the time zones that are offered.
        catalogue: the stations.
        places: finds places.
        now: aware.
    """

    number: int
    subscription: Subscription
    others: Sequence[Subscription]
    unit: Unit
    language: str
    chat: str | None
    can_answer: bool
    has_pictures: bool
    languages: Mapping[str, str]
    zones: Sequence[str]
    catalogue: Catalogue
    places: Places
    now: dt.datetime

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is set from another chat."""
        return self.chat is not None

    def button(self, label: str, action: str, value: str = "") -> "Button":
        """A button for what is shown."""
        return Button(label, SettingsCallback(self.number, action, value, self.is_elsewhere))

    def callback_of(self, other: Subscription) -> SettingsCallback:
        """What shows another bulletin of the topic."""
        return SettingsCallback(other.id, "home", "", self.is_elsewhere)

    def switch(self, label: str, action: str, *, is_on: bool, of: int | None = None) -> "Button":
        """A button that tells whether something is on, and asks for the other."""
        return self.button(checked(label, is_on=is_on), action, flag(wanted=not is_on, of=of))

    def choice(self, label: str, action: str, value: str, *, is_chosen: bool) -> "Button":
        """A button for one of several of which one is chosen."""
        return self.button(f"✅ {label}" if is_chosen else label, action, value)

    def back(self, tr: Translator, screen: str = "home", value: str = "") -> "Row":
        """A way back."""
        return [self.button(tr.plain("‹ Back"), screen, value)]


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button, and what it says when it is pressed."""

    label: str
    callback: SettingsCallback


Row: TypeAlias = Sequence[Button]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message and the rows of buttons below it."""

    text: Markup
    rows: Sequence[Row]


def checked(label: str, *, is_on: bool) -> str:
    """A label with a box before it."""
    return f"{'✅' if is_on else '⬜'} {label}"


def rows_of(buttons: Sequence[Button], length: int) -> list[Row]:
    """Buttons in rows of at most so many."""
    return [buttons[first : first + length] for first in range(0, len(buttons), length)]

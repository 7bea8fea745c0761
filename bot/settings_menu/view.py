"""Building blocks of the settings' screens: the data that they show, buttons, and rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Places
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import switch_value
from sources.korea.stations import Catalogue
from storage.chats.alerts import KeywordAlert
from storage.chats.subscriptions import Subscription
from storage.terms import Notable, Section, Unit

_WEATHER = {
    Section.RAIN: Notable.RAIN | Notable.FREEZING | Notable.HEAT,
    Section.DUST: Notable.BAD_AIR,
    Section.WARNINGS: Notable.WARNING,
}
"""Weather that is known if a section can be offered."""


@dataclass(frozen=True, slots=True)
class View:
    """Data that the screens show.

    Attributes:
        number: the number in the buttons' `SettingsCallback`.
        subscription: the shown one; if there is none, the default one.
        others: all subscriptions of the topic, the shown one included, the oldest first.
        alerts: the keyword alerts of the topic, the oldest first.
        unit: the chat's unit of temperature.
        language: the chat's language code.
        chat: the title of the subscription's chat, if it is not the one with the screen.
        can_answer: whether people can reply to a message in the chat with the screen; not in channels.
        offered: sections that a bulletin can have: those whose data the bot knows, and the map if it can draw.
        languages: each language's own name, by its code.
        zones: names of the time zones to choose from, the operator's first.
        catalogue: the stations.
        places: finds places.
        now: the current time, aware.
    """

    number: int
    subscription: Subscription
    others: Sequence[Subscription]
    alerts: Sequence[KeywordAlert]
    unit: Unit
    language: str
    chat: str | None
    can_answer: bool
    offered: Section
    languages: Mapping[str, str]
    zones: Sequence[str]
    catalogue: Catalogue
    places: Places
    now: dt.datetime

    @property
    def is_elsewhere(self) -> bool:
        """Return whether the subscription belongs to another chat than the screen."""
        return self.chat is not None

    @property
    def can_tell_warnings(self) -> bool:
        """Return whether warnings can come at once: they are those of the subscription's places."""
        return Section.WARNINGS in self.offered and bool(self.subscription.cities)

    @property
    def known_weather(self) -> Notable:
        """Return the weather that is known ahead for the subscription's places."""
        found = Notable(0)
        for section, weather in _WEATHER.items():
            if section in self.offered and self.subscription.cities:
                found |= weather
        return found

    def button(self, label: str, action: str, value: str = "") -> "Button":
        """Return a button for an action on the shown subscription."""
        return Button(label, SettingsCallback(self.number, action, value, self.is_elsewhere))

    def callback_for(self, other: Subscription) -> SettingsCallback:
        """Return the data of a button that shows another subscription of the topic."""
        return SettingsCallback(other.id, "home", "", self.is_elsewhere)

    def switch(self, label: str, action: str, *, is_on: bool, of: int | None = None) -> "Button":
        """Return a button that shows the state of a switch and sets the other one."""
        return self.button(checked(label, is_on=is_on), action, switch_value(wanted=not is_on, of=of))

    def choice(self, label: str, action: str, value: str, *, is_chosen: bool) -> "Button":
        """Return a button for one of several choices, marked if it is chosen."""
        return self.button(f"✅ {label}" if is_chosen else label, action, value)

    def back(self, tr: Translator, screen: str = "home", value: str = "") -> "Row":
        """Return a row with a button back to another screen."""
        return [self.button(tr.plain("‹ Back"), screen, value)]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label and its data."""

    label: str
    callback: SettingsCallback


Row: TypeAlias = Sequence[Button]


@dataclass(frozen=True, slots=True)
class Screen:
    """A text and the rows of buttons below it."""

    text: Markup
    rows: Sequence[Row]


def checked(label: str, *, is_on: bool) -> str:
    """Return a label with a check box before it."""
    return f"{'✅' if is_on else '⬜'} {label}"


def arrange(buttons: Sequence[Button], length: int) -> list[Row]:
    """Arrange buttons in rows of at most `length`."""
    return [buttons[first : first + length] for first in range(0, len(buttons), length)]

"""Parts of all screens of `/admin`: what an action gets and returns, buttons, drafts, and the log of what was done."""

import enum
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

from markupsafe import Markup
from telegram import InlineKeyboardButton, Update

from bot.context import Context
from bot.delivery.corrections.corrector import Correction, Progress
from bot.i18n.translator import Translator
from bot.operations.audience import Audience
from handlers.callbacks import Administer, button
from handlers.replies import OUT_OF_DATE, Buttons
from sources.records import Article
from storage.content.added_feeds import AddedFeed

MAX_DRAFTS = 100
"""Drafts that are remembered: the newest."""

_DRAFTS = "drafts of operators"
_log = logging.getLogger(__name__)


class Screen(NamedTuple):
    """A text and the rows of buttons below it."""

    text: Markup
    buttons: Buttons = ()


class Refused(Exception):
    """The action is not possible, or its button out of date.

    Args:
        notice: shown for a moment.
    """

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


@dataclass(frozen=True, slots=True)
class Call:
    """A pressed button, a typed answer or the command.

    Attributes:
        update: the update.
        context: its context.
        tr: the operator's language.
        value: the argument of the action, or empty.
        text: what was typed, or empty.
    """

    update: Update
    context: Context
    tr: Translator
    value: str = ""
    text: str = ""

    def refuse(self) -> Refused:
        """Return the refusal of a button that is out of date."""
        return Refused(self.tr.plain(OUT_OF_DATE))

    @property
    def number(self) -> int:
        """The argument as a number.

        Raises:
            Refused: it is none.
        """
        if not (self.value.isascii() and self.value.isdecimal()):
            raise self.refuse()
        return int(self.value)


Action: TypeAlias = Callable[[Call], Awaitable[Screen]]
Actions: TypeAlias = Mapping[str, Action]


def act(label: str, action: str, value: object = "") -> InlineKeyboardButton:
    """Return a button."""
    return button(label, Administer(action, str(value)))


def back(tr: Translator, action: str = "home", value: object = "") -> list[InlineKeyboardButton]:
    """Return a row with a button back to another screen."""
    return [act(tr.plain("‹ Back"), action, value)]


class Deed(enum.StrEnum):
    """Action of an operator, for the log."""

    PAUSED_BULLETINS = "paused all bulletins"
    RESUMED_BULLETINS = "resumed bulletins"
    BACKED_UP = "made a backup"
    RELOADED = "reloaded jogan.toml"
    ASKED_SOURCE = "asked a source"
    PAUSED_SOURCE = "paused a source"
    RESUMED_SOURCE = "resumed a source"
    ADDED_FEED = "added a feed"
    REMOVED_FEED = "removed a feed"
    PINNED = "pinned a headline"
    UNPINNED = "unpinned a headline"
    CORRECTED = "corrected a headline"
    WITHDREW = "took a headline back"
    ANNOUNCED = "sent an announcement"
    STOPPED_ANNOUNCEMENT = "stopped an announcement"
    BANNED = "banned a chat or person"
    UNBANNED = "lifted a ban"


def log(deed: Deed) -> None:
    """Log what an operator has done, without a word of anybody."""
    _log.info("An operator has %s by /admin", deed)


@dataclass(frozen=True, slots=True)
class PinDraft:
    """Headline that is to be pinned."""

    article: Article


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """Feed that was tried."""

    feed: AddedFeed


@dataclass(frozen=True, slots=True)
class BanDraft:
    """Chat or person that is to be banned, by Telegram's id."""

    number: int


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """Announcement that was not sent yet."""

    text: str
    audience: Audience


@dataclass(slots=True)
class CorrectionDraft:
    """Correction that was not made yet, or is being made.

    Attributes:
        correction: the correction.
        progress: how far it is; None before its begin.
    """

    correction: Correction
    progress: Progress | None = None


_Draft = TypeVar("_Draft")


class Drafts:
    """Drafts of operators that wait for a confirmation, in memory; each is confirmed once."""

    def __init__(self) -> None:
        self._drafts: dict[int, object] = {}
        # Buttons of an earlier process must not confirm a draft of this one.
        self._next = secrets.randbelow(10**12)

    def put(self, draft: object) -> int:
        """Remember a draft, and return its number."""
        self._next += 1
        self._drafts[self._next] = draft
        if len(self._drafts) > MAX_DRAFTS:
            del self._drafts[next(iter(self._drafts))]
        return self._next

    def get(self, call: Call, kind: type[_Draft], number: int) -> _Draft:
        """Return a draft.

        Raises:
            Refused: it was confirmed or forgotten.
        """
        draft = self._drafts.get(number)
        if not isinstance(draft, kind):
            raise call.refuse()
        return draft

    def take(self, call: Call, kind: type[_Draft], number: int) -> _Draft:
        """Remove and return a draft; of two presses the second one finds none.

        Raises:
            Refused: as `get`.
        """
        draft = self.get(call, kind, number)
        del self._drafts[number]
        return draft


def drafts(call: Call) -> Drafts:
    """Return the drafts of this process."""
    found: Drafts = call.context.bot_data.setdefault(_DRAFTS, Drafts())
    return found

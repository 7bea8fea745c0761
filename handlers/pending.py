"""Questions of the bot that wait for a typed answer in a private chat; kept in memory, as their buttons work anyway."""

import datetime as dt
from collections.abc import Hashable

from telegram import Update

from bot.context import Context
from handlers.callbacks import CallbackData
from handlers.updates import get_chat, get_message, get_topic_id

ANSWERABLE = dt.timedelta(minutes=10)
"""Time for which a typed answer is understood."""

MAX_QUESTIONS = 10_000
"""Questions that are remembered: the newest."""

_PENDING = "pending questions"


class PendingQuestions:
    """The last question of each chat or topic, as the data of the button that led to it."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, tuple[CallbackData, dt.datetime]] = {}

    def put(self, where: Hashable, question: CallbackData, now: dt.datetime) -> None:
        """Remember a question instead of the one before."""
        self._asked.pop(where, None)
        self._asked[where] = question, now
        if len(self._asked) > MAX_QUESTIONS:
            del self._asked[next(iter(self._asked))]

    def get(self, where: Hashable, now: dt.datetime) -> CallbackData | None:
        """Return the question that can still be answered, or None."""
        question, at = self._asked.get(where, (None, now))
        # The distance, because the clock may have been set back since.
        return question if abs(now - at) < ANSWERABLE else None

    def drop(self, where: Hashable) -> None:
        """Forget the question."""
        self._asked.pop(where, None)


def ask(update: Update, context: Context, question: CallbackData) -> None:
    """Remember that a question was asked in the chat or topic of an update."""
    _pending(context).put(_where(update), question, context.deps.clock.now())


def get_asked(update: Update, context: Context) -> CallbackData | None:
    """Return the question that was asked last in the chat or topic of an update, or None."""
    return _pending(context).get(_where(update), context.deps.clock.now())


def forget(update: Update, context: Context) -> None:
    """Forget the question, because it was answered or given up."""
    _pending(context).drop(_where(update))


def _pending(context: Context) -> PendingQuestions:
    pending: PendingQuestions = context.bot_data.setdefault(_PENDING, PendingQuestions())
    return pending


def _where(update: Update) -> Hashable:
    return get_chat(update).id, get_topic_id(get_message(update))

"""What Telegram's answer to a bulletin means for its delivery.

Only an answer says that a message was not accepted; silence after the request left says nothing, and such a bulletin
is never sent again by itself.
"""

import datetime as dt
import enum
from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram_api.transport import ConnectionLost, NotSent

_LONGEST_PAUSE = dt.timedelta(minutes=10)


class Reaction(enum.Enum):
    """What is to be done."""

    AGAIN = "again"
    """Telegram did not accept it: try again later."""
    PAUSE = "pause"
    """Telegram asks for a pause: nobody gets a bulletin until it is over."""
    UNKNOWN = "unknown"
    """Nobody can say whether it arrived."""
    FAILED = "failed"
    """This one bulletin is refused."""
    GONE = "gone"
    """The chat will not take anything from the bot: its subscriptions stop."""
    NOT_FOUND = "not found"
    """There is no such chat; the third time in a row its subscriptions stop."""
    CLOSED = "closed"
    """The topic is closed: this bulletin is refused, and an administrator is told."""
    NO_TOPIC = "no topic"
    """There is no such topic any more: its subscriptions stop."""
    NO_POSTING = "no posting"
    """The channel does not let the bot post: its subscriptions stop."""
    NO_WRITING = "no writing"
    """The group does not let the bot write; the third time in a row its subscriptions stop."""
    MIGRATED = "migrated"
    """The group is a supergroup now, with another id."""
    PLAIN = "plain"
    """The HTML was refused: once more as plain text."""
    BAD_TOKEN = "bad token"  # noqa: S105 - a name, not a secret
    """The bot's token is wrong: stop, and switch nobody off."""


_REFUSALS = {
    "chat not found": Reaction.NOT_FOUND,
    "can't parse entities": Reaction.PLAIN,
    "topic_closed": Reaction.CLOSED,
    "topic_deleted": Reaction.NO_TOPIC,
    "message thread not found": Reaction.NO_TOPIC,
    "need administrator rights": Reaction.NO_POSTING,
    "not enough rights to send": Reaction.NO_WRITING,
    "have no rights to send": Reaction.NO_WRITING,
    "chat_write_forbidden": Reaction.NO_WRITING,
}
"""Parts of Telegram's words, in small letters."""


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """What an error means.

    Attributes:
        meaning: what is to be done.
        reason: Telegram's words.
        wait: how long to wait before the next try.
        new_chat_id: a migrated chat's new id.
    """

    meaning: Reaction
    reason: str
    wait: dt.timedelta = dt.timedelta()
    new_chat_id: int = 0

    @property
    def is_trouble(self) -> bool:
        """Whether this speaks of the way to Telegram, or Telegram itself, and not of one chat."""
        return self.meaning in {Reaction.AGAIN, Reaction.UNKNOWN}


def classify(error: TelegramError, attempts: int) -> ErrorClass:
    """What an error means for a bulletin that was tried `attempts` times before."""
    reason = error.message
    match error:
        case RetryAfter():
            error_class = ErrorClass(Reaction.PAUSE, reason, wait=dt.timedelta(seconds=seconds_of(error)))
        case ChatMigrated():
            error_class = ErrorClass(Reaction.MIGRATED, reason, new_chat_id=error.new_chat_id)
        case InvalidToken():
            # The message may quote the token.
            error_class = ErrorClass(Reaction.BAD_TOKEN, "Telegram does not know the bot's token")
        case _ if isinstance(error.__cause__, TelegramError):
            # An HTTP error whose body is not Telegram's: something on the way there has spoken, and of no chat.
            error_class = ErrorClass(Reaction.AGAIN, reason, wait=_growing_pause(attempts))
        case Forbidden():
            error_class = ErrorClass(Reaction.GONE, reason)
        case BadRequest():
            error_class = ErrorClass(refusal(reason), reason)
        case TimedOut() | ConnectionLost():
            error_class = ErrorClass(Reaction.UNKNOWN, reason)
        case NetworkError() if isinstance(error, NotSent) or error.__cause__ is None:
            error_class = ErrorClass(Reaction.AGAIN, reason, wait=_growing_pause(attempts))
        case NetworkError():
            error_class = ErrorClass(Reaction.UNKNOWN, reason)
        case _:
            # A bare TelegramError is an answer of success that is no JSON: nobody knows what it was.
            error_class = ErrorClass(Reaction.UNKNOWN if type(error) is TelegramError else Reaction.FAILED, reason)
    return error_class


def refusal(reason: str) -> Reaction:
    """What Telegram's words for a bad request (400) mean."""
    words = reason.lower()
    return next((meaning for part, meaning in _REFUSALS.items() if part in words), Reaction.FAILED)


def _growing_pause(attempts: int) -> dt.timedelta:
    return min(dt.timedelta(seconds=30) * 2.0 ** min(attempts, 10), _LONGEST_PAUSE)


def seconds_of(error: RetryAfter) -> float:
    """Return the seconds for which Telegram asks to pause."""
    # python-telegram-bot 22 returns an int, or a timedelta if PTB_TIMEDELTA is set; its next major version a timedelta.
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else wait

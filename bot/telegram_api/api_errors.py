"""Classification of Telegram's errors: how a delivery reacts to each, and the reason that is stored.

Only an answer says that a message was not accepted. After a request left and got no answer, its outcome is unknown, and
it is not sent again automatically.
"""

import datetime as dt
import enum
import re
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
from storage.reasons import FailureReason

_FIRST_RETRY_DELAY = dt.timedelta(seconds=30)
_MAX_RETRY_DELAY = dt.timedelta(minutes=10)
_MAX_PAUSE = 24 * 60 * 60.0  # seconds
_BYTE_OFFSET = re.compile(r"at byte offset \d+")


class Reaction(enum.Enum):
    """Reaction of a delivery to an error."""

    AGAIN = "again"
    """Telegram did not accept the message: retry later."""
    PAUSE = "pause"
    """Telegram asks for a pause (429): retry when it is over."""
    UNKNOWN = "unknown"
    """The message may have arrived: do not retry."""
    FAILED = "failed"
    """Telegram rejected this one message: stop the subscriptions after the third one in a row."""
    GONE = "gone"
    """The bot cannot reach the chat: stop its subscriptions."""
    NOT_FOUND = "not found"
    """Telegram does not know the chat: stop its subscriptions after the third time in a row."""
    NO_WRITING = "no writing"
    """The bot may not write in the chat: the same, and an administrator is notified."""
    CLOSED = "closed"
    """The topic is closed: the same for the topic."""
    NO_TOPIC = "no topic"
    """The topic was not found: stop its subscriptions; in a private chat send without it, until the third time."""
    MIGRATED = "migrated"
    """The group is a supergroup now, with another id."""
    PLAIN = "plain"
    """The HTML was rejected: retry as plain text."""
    BAD_TOKEN = "bad token"  # noqa: S105 - a name, not a secret
    """The bot's token is wrong: pause, and stop no subscription."""


# The wording is that of the Bot API server (telegram-bot-api/Client.cpp: check_chat_access, fail_query_with_error) and
# of TDLib (td/telegram/DialogManager.cpp, MessageContent.cpp; MessagesManager.cpp: process_send_message_fail_error).
# Words in capitals are codes of Telegram's servers, which both pass on. The status code does not separate rights from
# removal: the server passes a 403 on as a 400 where its text is such a code, and a 404 and a 406 always.
_REJECTIONS = {
    "bot was blocked": (Reaction.GONE, FailureReason.BOT_REMOVED),
    "bot was kicked": (Reaction.GONE, FailureReason.BOT_REMOVED),
    # The server says so only of chats that the bot left or was removed from; a silenced member still is one.
    "bot is not a member": (Reaction.GONE, FailureReason.BOT_REMOVED),
    "user is deactivated": (Reaction.GONE, FailureReason.CHAT_DEACTIVATED),
    "user_deleted": (Reaction.GONE, FailureReason.CHAT_DEACTIVATED),
    "group chat was deleted": (Reaction.GONE, FailureReason.CHAT_DEACTIVATED),
    "chat not found": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "peer_id_invalid": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    # What becomes of PEER_ID_INVALID in a private chat.
    "bot can't initiate conversation": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "chat_id_invalid": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "chat_invalid": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "channel_invalid": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "channel_private": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "channel_public_group_na": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "can't access the chat": (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND),
    "can't parse entities": (Reaction.PLAIN, FailureReason.MARKUP_REJECTED),
    "entity_bounds_invalid": (Reaction.PLAIN, FailureReason.MARKUP_REJECTED),
    "entities_too_long": (Reaction.PLAIN, FailureReason.MARKUP_REJECTED),
    "topic_closed": (Reaction.CLOSED, FailureReason.TOPIC_CLOSED),
    "topic_deleted": (Reaction.NO_TOPIC, FailureReason.TOPIC_DELETED),
    "message thread not found": (Reaction.NO_TOPIC, FailureReason.TOPIC_DELETED),
    "need administrator rights": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "chat_admin_required": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "not enough rights to send": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "have no rights to send": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "have no write access": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "chat_write_forbidden": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    # CHAT_SEND_PLAIN_FORBIDDEN, CHAT_SEND_PHOTOS_FORBIDDEN and their like.
    "chat_send_": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "chat_guest_send_forbidden": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "user_banned_in_channel": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "allow_payment_required": (Reaction.NO_WRITING, FailureReason.NO_RIGHTS),
    "chat_restricted": (Reaction.NO_WRITING, FailureReason.CHAT_RESTRICTED),
    # About the bot, and no chat is at fault.
    "logged out": (Reaction.BAD_TOKEN, FailureReason.BAD_TOKEN),
    "frozen_method_invalid": (Reaction.AGAIN, FailureReason.BOT_FROZEN),
}
"""Parts of Telegram's descriptions of a 400 or 403, in small letters."""


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """Classification of an error.

    Attributes:
        reaction: how a delivery reacts.
        reason: the reason to store.
        detail: Telegram's words or the transport's; None where they may hold a secret, and without the text that
            Telegram quotes where it rejects its markup.
        wait: how long to wait before the next attempt.
        new_chat_id: a migrated chat's new id.
    """

    reaction: Reaction
    reason: FailureReason
    detail: str | None = None
    wait: dt.timedelta = dt.timedelta()
    new_chat_id: int = 0

    @property
    def description(self) -> str:
        """One line for the log."""
        return self.detail or self.reason.replace("_", " ")

    @property
    def is_outage(self) -> bool:
        """True if the error is about the connection or Telegram itself, and not about one chat."""
        return self.reaction in {Reaction.AGAIN, Reaction.UNKNOWN}


def classify(error: TelegramError, attempts: int) -> ErrorClass:
    """Classify an error of a message that was attempted `attempts` times before."""
    text = error.message
    match error:
        case RetryAfter():
            pause = dt.timedelta(seconds=seconds_of(error))
            found = ErrorClass(Reaction.PAUSE, FailureReason.RATE_LIMITED, text, pause)
        case ChatMigrated():
            found = ErrorClass(Reaction.MIGRATED, FailureReason.CHAT_MIGRATED, text, new_chat_id=error.new_chat_id)
        case _ if _is_of_gateway(error):
            found = ErrorClass(Reaction.AGAIN, FailureReason.GATEWAY_ERROR, text, _retry_delay(attempts))
        case InvalidToken():
            # The message may quote the token.
            found = ErrorClass(Reaction.BAD_TOKEN, FailureReason.BAD_TOKEN)
        # BadRequest is a NetworkError in python-telegram-bot, so rejections come before that.
        case Forbidden() | BadRequest():
            found = _classify_rejection(text, attempts)
        case NetworkError():
            found = _classify_network_error(error, attempts)
        # An answer of success that is no message: something on the way may have replaced Telegram's.
        case _ if type(error) is TelegramError:
            found = ErrorClass(Reaction.UNKNOWN, FailureReason.UNREADABLE_ANSWER, text)
        case _:
            found = ErrorClass(Reaction.FAILED, FailureReason.REJECTED, text)
    return found


def _is_of_gateway(error: TelegramError) -> bool:
    """Return whether an HTTP error comes from a proxy or a gateway: neither a chat nor the token is at fault."""
    # Its body is not Telegram's JSON, so that the cause is the parser's error; `Bot.initialize` chains InvalidToken.
    return isinstance(error.__cause__, TelegramError) and not isinstance(error.__cause__, InvalidToken)


def _classify_rejection(text: str, attempts: int) -> ErrorClass:
    """Classify a 400 or a 403 by Telegram's words."""
    # python-telegram-bot changes the case of Telegram's words.
    words = text.lower()
    known = ((part, *kind) for part, kind in _REJECTIONS.items() if part in words)
    part, reaction, reason = next(known, ("", Reaction.FAILED, FailureReason.REJECTED))
    # The rest quotes the text, in which people's words may be.
    detail = " ".join([part, *_BYTE_OFFSET.findall(words)[:1]]) if reaction is Reaction.PLAIN else text
    wait = _retry_delay(attempts) if reaction is Reaction.AGAIN else dt.timedelta()
    return ErrorClass(reaction, reason, detail, wait)


def _classify_network_error(error: NetworkError, attempts: int) -> ErrorClass:
    match error:
        case TimedOut():
            return ErrorClass(Reaction.UNKNOWN, FailureReason.NO_ANSWER, error.message)
        case NotSent():
            return ErrorClass(Reaction.AGAIN, FailureReason.NOT_CONNECTED, error.message, _retry_delay(attempts))
        case ConnectionLost():
            return ErrorClass(Reaction.UNKNOWN, FailureReason.CONNECTION_LOST, error.message)
        # A 5xx answer. The library's errors of a failed request, whose outcome is unknown, have a cause.
        case _ if error.__cause__ is None:
            return ErrorClass(Reaction.AGAIN, FailureReason.SERVER_ERROR, error.message, _retry_delay(attempts))
    return ErrorClass(Reaction.UNKNOWN, FailureReason.CONNECTION_LOST, error.message)


def _retry_delay(attempts: int) -> dt.timedelta:
    # A delivery of many attempts must not overflow the timedelta.
    return min(_FIRST_RETRY_DELAY * 2.0 ** min(attempts, 10), _MAX_RETRY_DELAY)


def seconds_of(error: RetryAfter) -> float:
    """Return the seconds for which a 429 asks to pause, at most a day."""
    # python-telegram-bot 22 returns an int, or a timedelta if PTB_TIMEDELTA is set; its next major version a timedelta.
    wait = error.retry_after
    seconds = wait.total_seconds() if isinstance(wait, dt.timedelta) else wait
    # A moment beyond the calendar could not be stored.
    return min(max(seconds, 0), _MAX_PAUSE)

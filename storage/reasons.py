"""Reasons of stopped subscriptions and of failed deliveries: the values of their `reason` columns.

The words of Telegram or of the transport are in a column ``detail`` next to a reason, for the operator; no code reads
them. The values are part of the database and of `jogan deliveries --json`.
"""

import enum


class StopReason(enum.StrEnum):
    """Reason of a stopped subscription."""

    UNSUBSCRIBED = "unsubscribed"
    """Somebody stopped all subscriptions of the chat or topic."""
    SWITCHED_OFF = "switched_off"
    """Somebody stopped this subscription individually."""
    BOT_REMOVED = "bot_removed"
    """The person blocked the bot, or the bot is no longer a member of the chat."""
    CHAT_DEACTIVATED = "chat_deactivated"
    """The person deleted their account, or the group was deleted."""
    NO_RIGHTS = "no_rights"
    """The bot may not write or post in the chat."""
    CHAT_NOT_FOUND = "chat_not_found"
    """Telegram does not know the chat."""
    TOPIC_DELETED = "topic_deleted"
    """The forum topic was deleted."""
    REJECTED = "rejected"
    """Telegram rejected messages to the chat in other words."""
    TOPIC_CLOSED = "topic_closed"
    """The forum topic is closed to the bot."""
    CHAT_RESTRICTED = "chat_restricted"
    """Telegram lets the chat take no messages of the bot."""


class RefusalReason(enum.StrEnum):
    """Reason why a chat or person is not served."""

    BANNED = "banned"
    """By `jogan ban`."""
    NOT_ALLOWED = "not_allowed"
    """It is not among the chats that the operator allows (`JOGAN_ALLOWED_CHATS`)."""


class FailureReason(enum.StrEnum):
    """Reason of a delivery that was not sent, has an unknown outcome, or will be retried.

    Has the values of `StopReason`, for deliveries that were waiting when their subscription was stopped.
    """

    UNSUBSCRIBED = "unsubscribed"
    SWITCHED_OFF = "switched_off"
    BOT_REMOVED = "bot_removed"
    CHAT_DEACTIVATED = "chat_deactivated"
    NO_RIGHTS = "no_rights"
    CHAT_NOT_FOUND = "chat_not_found"
    TOPIC_DELETED = "topic_deleted"
    REJECTED = "rejected"
    TOPIC_CLOSED = "topic_closed"
    CHAT_RESTRICTED = "chat_restricted"
    LOST_RIGHTS = "lost_rights"
    """It was waiting when the bot lost the right to write; `NO_RIGHTS` is Telegram's rejection of an attempt."""
    PAUSED = "paused"
    """The subscription was paused."""
    SUBSCRIPTION_DELETED = "subscription_deleted"
    """The subscription was deleted."""
    BOT_WAS_AWAY = "bot_was_away"
    """It was due before the bot could write in the chat again."""
    CHAT_MIGRATED = "chat_migrated"
    """The group has become a supergroup, with another id."""
    MARKUP_REJECTED = "markup_rejected"
    """Telegram could not parse the HTML."""
    RATE_LIMITED = "rate_limited"
    """Telegram asked for a pause (429)."""
    BAD_TOKEN = "bad_token"  # noqa: S105 - a reason, not a secret
    """Telegram rejected the bot's token."""
    BOT_FROZEN = "bot_frozen"
    """Telegram has frozen the bot's account."""
    NOT_CONNECTED = "not_connected"
    """The request did not leave: there was no connection."""
    SERVER_ERROR = "server_error"
    """Telegram answered with a server error (5xx)."""
    GATEWAY_ERROR = "gateway_error"
    """A proxy or a gateway answered instead of Telegram."""
    NO_ANSWER = "no_answer"
    """Telegram did not answer in time; the message may have arrived."""
    CONNECTION_LOST = "connection_lost"
    """The connection broke after the request left; the message may have arrived."""
    UNREADABLE_ANSWER = "unreadable_answer"
    """Telegram accepted the request with an answer that is no message."""
    INTERRUPTED = "interrupted"
    """The process ended while the message was being sent."""
    INTERNAL_ERROR = "internal_error"
    """An error of this program; the detail is its type."""
    RESEND_REQUESTED = "resend_requested"
    """The operator asked to send it again."""
    NOTHING_NOTABLE = "nothing_notable"
    """It was wanted only in weather that did not come."""
    RESTORED = "restored"
    """It was due between a backup and its restoration, and may have been sent."""

    @classmethod
    def of_waiting(cls, stop: StopReason) -> "FailureReason":
        """Return the reason of a delivery that was waiting when its subscription was stopped."""
        return cls.LOST_RIGHTS if stop is StopReason.NO_RIGHTS else cls(stop)

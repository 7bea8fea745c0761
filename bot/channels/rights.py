"""Rights of a person and of the bot in a channel, asked of Telegram each time."""

import enum
from dataclasses import dataclass

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.channels.parsing import Reference
from bot.telegram_api.rate_limiter import Lane


class Why(enum.Enum):
    """Reason why a channel cannot be set up."""

    UNKNOWN = "unknown"
    """There is no such chat, or the bot cannot see it."""
    NO_CHANNEL = "no channel"
    """The chat is not a channel."""
    BOT_OUTSIDE = "bot outside"
    """The bot is not an administrator of the channel."""
    PERSON_OUTSIDE = "person outside"
    """The person is not an administrator of the channel, or may not post."""
    NO_POSTING = "no posting"
    """The bot may not post in the channel."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A channel that cannot be set up.

    Attributes:
        why: the reason.
        name: title of the chat, or the reference if the title is unknown.
        reference: the channel, as the person named it or by its public name.
    """

    why: Why
    name: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Access:
    """A channel that a person may set up.

    Attributes:
        chat_id: Telegram's id.
        title: its title.
        reference: its public name with the ``@``, or its id.
        may_pin: whether the bot may pin posts.
    """

    chat_id: int
    title: str
    reference: Reference
    may_pin: bool


async def get_access(bot: ExtBot[Lane], reference: Reference, person_id: int) -> Access | Denied:
    """Ask Telegram whether a person and the bot both administer a channel and may post there.

    Raises:
        TelegramError: Telegram did not answer, or asked for a pause.
    """
    try:
        chat = await bot.get_chat(reference)
        if chat.type != ChatType.CHANNEL:
            return Denied(Why.NO_CHANNEL, chat.effective_name or str(reference), reference)
        # One request for the bot and the person.
        members = {member.user.id: member for member in await bot.get_chat_administrators(chat.id)}
    except Forbidden:
        return Denied(Why.BOT_OUTSIDE, str(reference), reference)
    except BadRequest as error:
        # Other errors: the list of administrators is hidden from a bot that is not in the channel.
        is_unknown = "not found" in error.message.lower()
        return Denied(Why.UNKNOWN if is_unknown else Why.BOT_OUTSIDE, str(reference), reference)
    title, named = chat.title or str(chat.id), f"@{chat.username}" if chat.username else chat.id
    if why := _find_missing_right(members.get(bot.id), members.get(person_id)):
        return Denied(why, title, named)
    # In a channel the right to edit messages includes pinning; `can_pin_messages` exists in groups only.
    return Access(chat.id, title, named, may_pin=_has(members[bot.id], "can_edit_messages"))


def _find_missing_right(me: ChatMember | None, person: ChatMember | None) -> Why | None:
    if me is None:
        return Why.BOT_OUTSIDE
    # The owner has every right, and no fields for them.
    if not isinstance(person, ChatMemberOwner) and (person is None or not _has(person, "can_post_messages")):
        return Why.PERSON_OUTSIDE
    return None if _has(me, "can_post_messages") else Why.NO_POSTING


def _has(member: ChatMember, right: str) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(getattr(member, right))

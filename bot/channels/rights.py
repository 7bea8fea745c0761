"""Whether a person and the bot may do something in a channel, as Telegram tells it at this moment."""

import enum
from dataclasses import dataclass

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.channels.parsing import Reference
from bot.telegram_api.rate_limiter import Lane


class Why(enum.Enum):
    """Why a channel cannot be set up."""

    UNKNOWN = "unknown"
    """Telegram knows no such chat, or not for the bot."""
    NO_CHANNEL = "no channel"
    """It is something else."""
    BOT_OUTSIDE = "bot outside"
    """The bot is no administrator there."""
    PERSON_OUTSIDE = "person outside"
    """The person is no administrator there, or may not post."""
    NO_POSTING = "no posting"
    """The bot may not post there."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A channel that cannot be set up.

    Attributes:
        why: the reason.
        name: what the chat is called, as far as it is known.
        reference: how it was named.
    """

    why: Why
    name: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Access:
    """A channel that a person may set up.

    Attributes:
        chat_id: Telegram's id.
        title: what it is called.
        reference: how it is written behind `/channel`.
        may_pin: whether the bot may pin posts.
    """

    chat_id: int
    title: str
    reference: Reference
    may_pin: bool


async def access_to(bot: ExtBot[Lane], reference: Reference, person_id: int) -> Access | Denied:
    """Ask whether a person and the bot both administer a channel and may post there.

    Raises:
        TelegramError: Telegram cannot be asked.
    """
    try:
        chat = await bot.get_chat(reference)
        if chat.type != ChatType.CHANNEL:
            return Denied(Why.NO_CHANNEL, chat.effective_name or str(reference), reference)
        members = {member.user.id: member for member in await bot.get_chat_administrators(chat.id)}
    except Forbidden:
        return Denied(Why.BOT_OUTSIDE, str(reference), reference)
    except BadRequest as error:
        is_unknown = "not found" in error.message.lower()
        return Denied(Why.UNKNOWN if is_unknown else Why.BOT_OUTSIDE, str(reference), reference)
    title, named = chat.title or str(chat.id), f"@{chat.username}" if chat.username else chat.id
    if why := _why_not(members.get(bot.id), members.get(person_id)):
        return Denied(why, title, named)
    return Access(chat.id, title, named, may_pin=_has(members[bot.id], "can_edit_messages"))


def _why_not(me: ChatMember | None, person: ChatMember | None) -> Why | None:
    if me is None:
        return Why.BOT_OUTSIDE
    if not isinstance(person, ChatMemberOwner) and (person is None or not _has(person, "can_post_messages")):
        return Why.PERSON_OUTSIDE
    return None if _has(me, "can_post_messages") else Why.NO_POSTING


def _has(member: ChatMember, right: str) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(getattr(member, right))

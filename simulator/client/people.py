"""People, chats, and who is where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.client.base import Base
from simulator.seen import SeenChat, SeenPerson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.client.base import ChatRef


class People(Base):
    """What people do to chats and to each other's places in them."""

    async def add_person(
        self, name: str, *, language: str | None = None, username: str | None = None, started: bool = True
    ) -> SeenPerson:
        """Add a person; her private chat with the bot has her id.

        Unless `started`, the bot may not write to her before she has said something there.
        """
        given = {"name": name, "language": language, "username": username, "started": started, "bot": self.bot}
        return SeenPerson.model_validate(await self._call("person", given))

    async def add_chat(
        self,
        kind: Literal["group", "supergroup", "channel"],
        title: str,
        creator: int,
        *,
        username: str | None = None,
        bot: bool = True,
        forum: bool = False,
    ) -> SeenChat:
        """Add a chat; the bot is taken in, as an administrator of a channel, unless `bot` is false."""
        given = {"kind": kind, "title": title, "creator": creator, "username": username, "bot": bot, "forum": forum}
        return SeenChat.model_validate(await self._call("chat", given))

    async def add_topic(self, chat: ChatRef, person: int, name: str) -> int:
        """Let a member of a forum make a topic, and return its id."""
        return int((await self._call("topic", {"chat": chat, "person": person, "name": name}))["topic"])

    async def close_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let an administrator, or who made it, close a topic."""
        await self._call("close_topic", {"chat": chat, "person": person, "topic": topic})

    async def reopen_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let such a person open it again."""
        await self._call("reopen_topic", {"chat": chat, "person": person, "topic": topic})

    async def delete_topic(self, chat: ChatRef, person: int, topic: int) -> None:
        """Let such a person delete it, with everything that was said in it."""
        await self._call("delete_topic", {"chat": chat, "person": person, "topic": topic})

    async def set_language(self, person: int, language: str) -> None:
        """Change the language of a person's Telegram."""
        await self._call("language", {"person": person, "language": language})

    async def block(self, person: int) -> None:
        """Let a person block the bot."""
        await self._call("block", {"person": person, "bot": self.bot})

    async def unblock(self, person: int) -> None:
        """Let a person take the bot back."""
        await self._call("unblock", {"person": person, "bot": self.bot})

    async def delete_account(self, person: int) -> None:
        """Let a person leave Telegram."""
        await self._call("delete_account", {"person": person})

    async def join(self, chat: ChatRef, person: int) -> None:
        """Let a person into a chat."""
        await self._call("join", {"chat": chat, "person": person})

    async def leave(self, chat: ChatRef, person: int) -> None:
        """Let a person, or the bot, go."""
        await self._call("leave", {"chat": chat, "person": person})

    async def ban(self, chat: ChatRef, person: int) -> None:
        """Let the creator throw a person, or the bot, out for good."""
        await self._call("ban", {"chat": chat, "person": person})

    async def restrict(self, chat: ChatRef, person: int) -> None:
        """Let the creator forbid a person, or the bot, to say anything in a supergroup."""
        await self._call("restrict", {"chat": chat, "person": person})

    async def promote(
        self, chat: ChatRef, person: int, *, anonymous: bool = False, without: Iterable[str] = ()
    ) -> None:
        """Make a person, or the bot, an administrator.

        Args:
            chat: where.
            person: who.
            anonymous: whether the group sees only its own name when the administrator speaks.
            without: the rights that are withheld, by Telegram's names, e.g. `can_post_messages`.
        """
        given = {"chat": chat, "person": person, "anonymous": anonymous, "without": sorted(without)}
        await self._call("promote", given)

    async def demote(self, chat: ChatRef, person: int) -> None:
        """Make an administrator a member again."""
        await self._call("demote", {"chat": chat, "person": person})

    async def add_bot(self, chat: ChatRef) -> None:
        """Take the bot in."""
        await self._call("add_bot", {"chat": chat, "bot": self.bot})

    async def remove_bot(self, chat: ChatRef) -> None:
        """Throw the bot out."""
        await self._call("remove_bot", {"chat": chat, "bot": self.bot})

    async def migrate(self, group: ChatRef) -> SeenChat:
        """Turn a group into a supergroup, and return that."""
        return SeenChat.model_validate(await self._call("migrate", {"chat": group}))

    async def set_settings(self, *, privacy: bool | None = None, inline: bool | None = None) -> None:
        """Set what the bot's owner tells BotFather; None leaves it as it is.

        Args:
            privacy: whether it hears in groups only what is meant for it, as at the start.
            inline: whether it can be asked inline, as at the start.
        """
        await self._call("settings", {"privacy": privacy, "inline": inline, "bot": self.bot})

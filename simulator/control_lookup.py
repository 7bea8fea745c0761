"""Finding what the control API's arguments name; what is not there is an error that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import ActionError

if TYPE_CHECKING:
    from simulator.accounts import Account
    from simulator.chats import Chat, User
    from simulator.files import StoredFile
    from simulator.inline import InlineQuery
    from simulator.messages import Message
    from simulator.topics import Topic
    from simulator.world import World


class Lookup:
    """The things of a world, by the ids and names that people know them by.

    Args:
        world: where they are.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, user_id: int) -> User:
        """Return a person or a bot.

        Raises:
            ActionError: there is nobody with this id.
        """
        if user_id not in self.world.users:
            raise ActionError(f"there is nobody with the id {user_id}")
        return self.world.users[user_id]

    def human(self, user_id: int) -> User:
        """Return a person.

        Raises:
            ActionError: there is nobody with this id, or it is a bot's.
        """
        person = self.person(user_id)
        if person.is_bot:
            raise ActionError(f"{person.first_name} is a bot, and acts for itself")
        return person

    def account(self, reference: int | str | None) -> Account:
        """Return a bot by its id, which may be written as a text, or by its @name; without either the first.

        Raises:
            ActionError: there is no such bot.
        """
        if reference is None:
            return self.world.accounts[self.world.bot.id]
        name = str(reference).removeprefix("@").lower()
        for account in self.world.accounts.values():
            if name in {str(account.user.id), (account.user.username or "").lower()}:
                return account
        raise ActionError(f"there is no bot {reference!r}")

    def bot(self, reference: int | str | None) -> User:
        """Return a bot as a user; see `account`."""
        return self.account(reference).user

    def chat(self, reference: int | str, bot: int | str | None = None) -> Chat:
        """Return a chat by its id, which may be written as a text, or by its @name.

        Args:
            reference: the id or the name.
            bot: of which bot, where it is a private chat: a person's chats with several bots have one id.

        Raises:
            ApiError: 400 `chat not found`.
            ActionError: there is no such bot.
        """
        if isinstance(reference, str) and reference.removeprefix("-").isdecimal():
            reference = int(reference[:20])
        return self.world.find_chat(reference, self.account(bot))

    def message(self, chat: Chat, message_id: int) -> Message:
        """Return a message that stands in a chat.

        Raises:
            ActionError: there is none with this id.
        """
        if message_id not in self.world.history[chat]:
            raise ActionError(f"there is no message {message_id} in {chat.name}")
        return self.world.history[chat][message_id]

    def topic(self, chat: Chat, thread_id: int) -> Topic:
        """Return a topic of a forum.

        Raises:
            ActionError: there is none with this id.
        """
        if thread_id not in self.world.topics[chat]:
            raise ActionError(f"there is no topic {thread_id} in {chat.name}")
        return self.world.topics[chat][thread_id]

    def inline_query(self, query_id: str) -> InlineQuery:
        """Return a question that somebody asked inline.

        Raises:
            ActionError: there is none with this id.
        """
        if query_id not in self.world.inline_queries:
            raise ActionError(f"nobody asked an inline query {query_id!r}")
        return self.world.inline_queries[query_id]

    def file(self, file_id: str) -> StoredFile:
        """Return an uploaded file.

        Raises:
            ActionError: there is none with this id.
        """
        if file_id not in self.world.files:
            raise ActionError(f"there is no file {file_id!r}")
        return self.world.files[file_id]

"""What people do in the local Telegram, and what they can see."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.asking import Asking
from simulator.errors import NotSettledError
from simulator.forum import Forum
from simulator.membership import Membership
from simulator.speech import LONGEST_CAPTION, LONGEST_TEXT

if TYPE_CHECKING:
    from simulator.chats import Chat
    from simulator.messages import Message

__all__ = ["LONGEST_CAPTION", "LONGEST_TEXT", "World"]


class World(Membership, Forum, Asking):
    """The local Telegram as people use it.

    Args:
        now: tells the time, aware; messages are dated with it.
        bot_id: the first bot's user id, the part of its token before the colon.

    What an app would not let a person do raises `ActionError`.
    """

    def messages(self, chat: Chat) -> list[Message]:
        """Return what stands in a chat now, the oldest first."""
        return list(self.history[chat].values())

    async def settled(self, within: float = 10.0) -> None:
        """Return when every bot has taken every update so far.

        Args:
            within: the most seconds to wait.

        Raises:
            NotSettledError: one did not; the error names the kinds of what still waits.
        """
        try:
            async with asyncio.timeout(within):
                for account in self.accounts.values():
                    await account.updates.confirmed()
        except TimeoutError as error:
            pending = [update.kind for account in self.accounts.values() for update in account.updates.pending]
            raise NotSettledError(f"the bot did not fetch within {within} s: {', '.join(pending)}") from error

"""The queue of a bot's updates, which getUpdates and the webhook read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator import errors

UPDATE_TYPES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
# Telegram sends these only to bots that name them in `allowed_updates`.
_DEFAULT_TYPES = UPDATE_TYPES - {"chat_member", "message_reaction", "message_reaction_count"}


_MESSAGE_TYPES = frozenset({"message", "edited_message", "channel_post", "edited_channel_post"})


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """One update; `payload` is Telegram's JSON of its field `kind`, and after `expires` (aware) it is dropped."""

    update_id: int
    kind: str
    payload: dict[str, object]
    expires: datetime

    @property
    def lane(self) -> tuple[str, object]:
        """The key of the updates that a webhook gets one after another: a chat's messages, or a person's queries."""
        if self.kind in _MESSAGE_TYPES:
            return "message", _id_of(self.payload, "chat")
        is_about_chat = self.kind == "my_chat_member" or "from" not in self.payload
        return self.kind, _id_of(self.payload, "chat" if is_about_chat else "from")

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Update."""
        return {"update_id": self.update_id, self.kind: self.payload}


@dataclass(slots=True)
class UpdateQueue:
    """The unconfirmed updates of a bot, the oldest first.

    An update is confirmed by a getUpdates with a higher offset, as with Telegram.

    Attributes:
        now: returns the time, aware.
        lifetime: how long an update that nobody fetches is kept.
    """

    now: Callable[[], datetime]
    lifetime: timedelta = timedelta(days=1)
    pending: list[Update] = field(default_factory=list)
    allowed_types: frozenset[str] = _DEFAULT_TYPES
    requested_types: frozenset[str] = frozenset()
    last_id: int = 0
    _poll: int = 0
    _ended_by_webhook: int = -1
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, kind: str, payload: dict[str, object]) -> None:
        """Queue an update, unless the bot has not allowed its kind."""
        if kind in self.allowed_types:
            self.last_id += 1
            self.pending.append(Update(self.last_id, kind, payload, self.now() + self.lifetime))
            self.wake()

    def allow(self, kinds: frozenset[str]) -> None:
        """Set the kinds of updates that the bot gets from now on; an empty set means Telegram's default."""
        self.requested_types = kinds
        self.allowed_types = kinds or _DEFAULT_TYPES

    def clear(self) -> None:
        """Drop all pending updates."""
        self.pending.clear()
        self.wake()

    def drop_expired(self) -> None:
        """Drop the updates that nobody has fetched in time."""
        # The oldest is the first, and looking at one is cheap.
        if self.pending and self.pending[0].expires <= (now := self.now()):
            self.pending = [update for update in self.pending if update.expires > now]
            self.wake()

    def end_poll(self) -> None:
        """End the waiting poll, because a webhook gets the updates from now on."""
        self._poll, self._ended_by_webhook = self._poll + 1, self._poll
        self.wake()

    def first(self, is_ready: Callable[[Update], bool]) -> Update | None:
        """Return the oldest update that is ready; it stays queued until it is confirmed."""
        self.drop_expired()
        return next(filter(is_ready, self.pending), None)

    async def wait_for_change(self) -> None:
        """Wait for a new, confirmed or dropped update, or for `wake`."""
        await self._changed.wait()

    def holds(self, update: Update) -> bool:
        """Return whether an update is still queued: neither confirmed nor dropped."""
        self.drop_expired()
        return update in self.pending

    def confirm(self, update: Update) -> None:
        """Confirm one update, if it has not been dropped in the meantime."""
        self.pending = [other for other in self.pending if other is not update]
        self.wake()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Confirm the updates below `offset`, then wait at most so many seconds for newer ones.

        Raises:
            ApiError: 409 if another poll began to wait in the meantime, or a webhook was set.
        """
        self._confirm(offset)
        self.drop_expired()
        # Only a poll that waits ends an older one.
        self._poll += int(seconds > 0 and not self.pending)
        mine = self._poll
        # Wakes an older poll, which ends with 409, and whoever waits for the confirmation.
        self.wake()
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.pending and await self._wait_for_change(deadline):
            if self._poll != mine:
                raise errors.webhook_was_set() if self._ended_by_webhook == mine else errors.conflict()
        return self.pending[:limit]

    def wake(self) -> None:
        """Make everybody who waits for a change look again."""
        # Each event is used once: a shared one would have to be cleared, and another waiter could miss it.
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def wait_until_confirmed(self) -> None:
        """Wait until the bot has confirmed every update that exists now."""
        self.drop_expired()
        last_id = self.last_id
        while self.pending and self.pending[0].update_id <= last_id:
            await self._changed.wait()

    def _confirm(self, offset: int) -> None:
        # A negative offset counts from the end of the queue, and confirms all updates before it.
        first = self.pending[offset:][0].update_id if offset < 0 and self.pending else offset
        self.pending = [update for update in self.pending if update.update_id >= first]

    async def _wait_for_change(self, deadline: float) -> bool:
        try:
            async with asyncio.timeout_at(deadline):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True


def _id_of(payload: dict[str, object], name: str) -> object:
    holder = payload.get(name)
    return holder["id"] if isinstance(holder, dict) else None

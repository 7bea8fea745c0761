"""The state of a steered local Telegram: its clock, its log of events, and waiting for the bot."""

from __future__ import annotations

import asyncio
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from simulator.control_json import bot_of, happening_json
from simulator.control_lookup import Lookup
from simulator.errors import ActionError, NotSettledError
from simulator.messages import Event, EventKind
from simulator.plain import render

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator
    from datetime import datetime, tzinfo

    from simulator.control_fields import SetClock, Wait
    from simulator.journal import Happening
    from simulator.messages import Message
    from simulator.server_state import ServerState
    from simulator.world import World

_LONGEST_PRINT = 60  # events of a conversation that an error tells


class Control(Lookup):
    """A local Telegram that a test, a terminal or the page steers; `simulator.control_actions` holds the actions.

    Args:
        world: what is steered.
        server: the state of the Bot API server over it; without one there are no calls, faults or limits.
        on_clock: sets the bot's clock to an aware time and runs what is due; without one only the world's is set.
        settle: returns when the bot has answered everything; without one the bot is taken to be quiet when it
            has fetched all updates and then made no call for a while.
        zone: in which times without an offset are meant, and the page shows the clock.

    Attributes:
        log: what happened since the control was made, the oldest first; number 1 is `log[0]`.
    """

    def __init__(
        self,
        world: World,
        server: ServerState | None = None,
        *,
        on_clock: Callable[[datetime], Awaitable[None]] | None = None,
        settle: Callable[[], Awaitable[None]] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        super().__init__(world)
        self.server = server
        self.on_clock = on_clock
        self.settle = settle
        self.zone = zone
        self.log: list[Happening] = list(world.events)
        self._happened: asyncio.Event | None = None
        self._at_work: set[asyncio.Task[None]] = set()
        world.events.listeners.append(self._note)

    def happenings(self, after: int) -> Iterator[dict[str, object]]:
        """Yield what happened after the event of this number, as JSON can hold it."""
        for number, happening in enumerate(self.log[after:], start=after + 1):
            yield happening_json(number, happening)

    async def happened(self, after: int) -> None:
        """Return when something happened after the event of this number, or the clock was set."""
        if len(self.log) <= after:
            self._happened = self._happened or asyncio.Event()
            await self._happened.wait()

    def conversation(self) -> str:
        """Return what was said in all chats and by whom; of a long one the end."""
        shown = [happening for happening in self.log if isinstance(happening, Event)]
        lines = [render(event, with_speaker=True) for event in shown[-_LONGEST_PRINT:]]
        return "\n".join(lines) or "(nobody has said anything)"

    async def set_clock(self, given: SetClock) -> None:
        """Set the clock; returns when what was due is done."""
        if (given.at is None) == (given.tomorrow is None):
            raise ActionError("give either `at`, a time, or `tomorrow`, a time of day such as 07:00")
        at = given.at or self._tomorrow(given.tomorrow or "")
        at = at if at.tzinfo else at.replace(tzinfo=self.zone)
        if self.on_clock is None:
            self.world.set_clock(at)
        else:
            # Who asked may go away, but what has begun to be delivered must not be torn off.
            await self._finish(self._run(self.on_clock, at))
        self._announce()

    async def wait(self, given: Wait) -> None:
        """Wait until the bot has sent enough, or is quiet.

        Raises:
            NotSettledError: the time was over before.
        """
        waiting = f"for {given.messages} messages" if given.messages else "for the bot to be quiet"
        limit = asyncio.timeout(given.within)
        try:
            async with limit:
                await (self._messages(given) if given.messages else self._quiet(given.quiet))
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise NotSettledError(
                f"waited {given.within:g} s {waiting}, in vain. The conversation:\n{self.conversation()}"
            ) from error

    def sent(self, given: Wait) -> list[Message]:
        """Return what the bot, or any bot, sent after an event, in a chat or in all, as it was sent."""
        bot = None if given.bot is None else self.bot(given.bot)
        place = None if given.chat is None else self.chat(given.chat, given.bot)
        return [
            happening.message
            for happening in self.log[given.after :]
            if isinstance(happening, Event)
            and happening.kind is EventKind.SENT
            and (sender := bot_of(happening))
            and bot in {None, sender}
            and place in {None, happening.message.chat}
        ]

    async def _messages(self, given: Wait) -> None:
        while len(self.sent(given)) < (given.messages or 0):
            await self.happened(len(self.log))

    async def _quiet(self, seconds: float) -> None:
        if self.settle is not None:
            await self.settle()
            return
        await self.world.settled(within=3600)
        before, now = -1, self._count_calls()
        while before != now:
            await asyncio.sleep(seconds)
            before, now = now, self._count_calls()

    def _count_calls(self) -> int:
        calls = self.server.calls if self.server else []
        return sum(call.method != "getUpdates" for call in calls)

    def _tomorrow(self, time: str) -> datetime:
        hour, minute = (int(part) for part in time.split(":"))
        tomorrow = self.world.now().astimezone(self.zone) + timedelta(days=1)
        return tomorrow.replace(hour=hour, minute=minute, second=0, microsecond=0)

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        await asyncio.shield(task)

    @staticmethod
    async def _run(on_clock: Callable[[datetime], Awaitable[None]], at: datetime) -> None:
        await on_clock(at)

    def _note(self, happening: Happening) -> None:
        self.log.append(happening)
        self._announce()

    def _announce(self) -> None:
        # Each event serves once, so that nobody who waits has to clear it for the others.
        happened, self._happened = self._happened, None
        if happened:
            happened.set()

"""Faults, outages and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.client.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterable


class Faults(Base):
    """How the server misbehaves on purpose."""

    async def add_fault(
        self,
        *,
        method: str = "*",
        times: int | None = None,
        seconds: float | None = None,
        chat: int | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        drop: Literal["before", "after"] | None = None,
        hang: Literal["before", "after"] | None = None,
        delay: float = 0,
        trickle: float = 0,
    ) -> None:
        """Let coming calls of a method (`*`: any but getUpdates) fail, so many times or for so many seconds.

        Args:
            method: as the bot calls it.
            times: how many calls; 1 where neither this nor `seconds` is given.
            seconds: how long.
            chat: only calls with this chat id.
            status: the HTTP status of the answer, 400 to 599.
            retry_after: answers 429 with so many seconds.
            drop: closes the connection before or after the call was accepted.
            hang: never answers, with the call unhandled or after it was accepted.
            delay: seconds that the answer comes late.
            trickle: seconds over which the answer arrives piece by piece.
        """
        given: dict[str, object] = {
            "method": method,
            "times": times,
            "seconds": seconds,
            "chat": chat,
            "status": status,
        }
        given |= {"retry_after": retry_after, "drop": drop, "hang": hang, "delay": delay, "trickle": trickle}
        await self._call("fault", given)

    async def begin_outage(self, seconds: float, *, refuse: bool = False) -> None:
        """Break every bot's connection for so many seconds; `refuse` takes the whole server away, this API too."""
        await self._call("outage", {"seconds": seconds, "refuse": refuse})

    async def set_chaos(
        self,
        *,
        seed: int = 0,
        methods: Iterable[str] | None = None,
        flood: float = 0,
        broken: float = 0,
        late: float = 0,
        never: float = 0,
        dropped_before: float = 0,
        dropped_after: float = 0,
        slow: float = 0,
        retry_after: int = 1,
        late_by: float = 1,
    ) -> None:
        """Let calls fail by chance, until `clear_faults`; what is given are probabilities, together at most 1.

        Args:
            seed: the same seed throws the same dice.
            methods: which ones; None is all but getUpdates.
            flood: of 429, with `retry_after` seconds.
            broken: of a bare 502.
            late: of an answer that comes `late_by` seconds late.
            never: of no answer ever, after the call was accepted.
            dropped_before: that the connection breaks before the call is handled.
            dropped_after: that it breaks after the call was accepted.
            slow: of an answer that arrives in pieces over `late_by` seconds.
            retry_after: seconds.
            late_by: seconds.
        """
        given: dict[str, object] = {"seed": seed, "methods": None if methods is None else sorted(methods)}
        given |= {"flood": flood, "broken": broken, "late": late, "never": never, "slow": slow}
        given |= {"dropped_before": dropped_before, "dropped_after": dropped_after}
        await self._call("chaos", {**given, "retry_after": retry_after, "late_by": late_by})

    async def clear_faults(self) -> None:
        """Let the server behave again."""
        await self._call("clear_faults", {})

    async def set_limits(
        self,
        *,
        on: bool = True,
        overall: int | None = None,
        chat: float | None = None,
        group: int | None = None,
        paid: int | None = None,
    ) -> None:
        """Switch Telegram's rate limits on or off; the numbers that are given stand in the place of Telegram's.

        Args:
            on: whether they hold.
            overall: messages a second, to all chats together.
            chat: messages a second to one chat, on average.
            group: messages a minute to one group.
            paid: messages a second with paid broadcast.
        """
        given = {"on": on, "overall": overall, "chat": chat, "group": group, "paid": paid}
        await self._call("limits", given)

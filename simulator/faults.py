"""Faults: how the server misbehaves on purpose, so that a bot's manners can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.errors import ApiError


@dataclass(slots=True)
class Fault:
    """A rule for the next calls of a method; when it has been used up it does nothing.

    Attributes:
        method: the method's name as the bot calls it, or `*` for any but getUpdates.
        times: how many more calls it meets.
        chat_id: meets only calls with this `chat_id`; None meets all.
        answer: Telegram's error, or an HTTP status with no JSON behind it, in the place of a result.
        drop: closes the connection before the call is handled, or after it was accepted.
        delay: seconds that the answer comes late, after the call was handled.
    """

    method: str
    times: int = 1
    chat_id: int | None = None
    answer: ApiError | int | None = None
    drop: Literal["before", "after"] | None = None
    delay: float = 0.0

    def meets(self, method: str, given: Mapping[str, object]) -> bool:
        """Whether the rule is about this call."""
        is_named = self.method == method or (self.method == "*" and method != "getUpdates")
        is_there = self.chat_id is None or str(given.get("chat_id")) == str(self.chat_id)
        return self.times > 0 and is_named and is_there


def take(faults: list[Fault], method: str, given: Mapping[str, object]) -> Fault | None:
    """Return the first rule that meets a call, and count it as used once."""
    for fault in faults:
        if fault.meets(method, given):
            fault.times -= 1
            return fault
    return None

"""The record of the bots' calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.arguments.base import Arguments

if TYPE_CHECKING:
    from simulator.faults import Fault


@dataclass(slots=True)
class Call:
    """One call of a bot.

    Attributes:
        bot_id: whose.
        method: its name.
        given: its arguments, as read, or as they came where they were refused.
        accepted: whether it did what it asked for, even if the answer was lost.
        error: what was wrong, where it was not accepted.
        fault: what the server did to it on purpose.
    """

    bot_id: int
    method: str
    given: Arguments | dict[str, object]
    accepted: bool = False
    error: str = ""
    fault: Fault | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments as JSON can hold them: as the method's model read them; as they came, where it did not."""
        if isinstance(self.given, Arguments):
            return self.given.model_dump(mode="json", exclude_unset=True)
        return self.given

    @property
    def is_answer_lost(self) -> bool:
        """Whether the bot never learned what became of it."""
        return self.fault is not None and bool(self.fault.drop or self.fault.hang)

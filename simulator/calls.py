"""The record of the bots' calls."""

from dataclasses import dataclass

from pydantic_core import to_json

from simulator import methods
from simulator.arguments.base import Arguments
from simulator.errors import ApiError
from simulator.faults import Fault
from simulator.wire import parse


@dataclass(slots=True)
class Call:
    """One call of a bot.

    Attributes:
        bot_id: whose.
        method: its name.
        given: its arguments as they came, or what was accepted as JSON, see `keep`.
        accepted: whether it did what it asked for, even if the answer was lost.
        error: what was wrong, where it was not accepted.
        fault: what the server did to it on purpose.
    """

    bot_id: int
    method: str
    given: dict[str, object] | bytes
    accepted: bool = False
    error: str = ""
    fault: Fault | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments as JSON can hold them: as the method's model read them; as they came, where it did not."""
        given: dict[str, object] = parse(self.given) if isinstance(self.given, bytes) else self.given
        try:
            read: Arguments = methods.find(self.method).read(given)
        except ApiError:
            return given
        return read.model_dump(mode="json", exclude_unset=True)

    def keep(self, given: dict[str, object], body: bytes = b"") -> None:
        """Remember the arguments that the method's model has read, which the body may hold as they are.

        As JSON, and read again when somebody asks: the models of thousands of calls are much memory, and much for the
        garbage collector to walk again and again.
        """
        self.given = body or to_json(given)

    @property
    def is_answer_lost(self) -> bool:
        """Whether the bot never learned what became of it."""
        return self.fault is not None and bool(self.fault.drop or self.fault.hang)

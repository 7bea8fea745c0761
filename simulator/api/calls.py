"""The record of the bots' calls."""

from dataclasses import dataclass

from pydantic_core import to_json

from simulator.api import methods
from simulator.api.arguments.base import Arguments
from simulator.api.wire import parse_object
from simulator.errors import ApiError
from simulator.failures.faults import Fault


@dataclass(slots=True)
class Call:
    """One call of a bot.

    Attributes:
        bot_id: the calling bot's user id.
        method: the method's name.
        received: the arguments as received, or as JSON once they are accepted; see `store_arguments`.
        accepted: True if the call was carried out, even if its answer was lost.
        error: the reason, where the call was not accepted.
        fault: the fault that the server injected.
    """

    bot_id: int
    method: str
    received: dict[str, object] | bytes
    accepted: bool = False
    error: str = ""
    fault: Fault | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments in JSON types: as the method's model read them, or as received where it rejected them."""
        received: dict[str, object] = parse_object(self.received) if isinstance(self.received, bytes) else self.received
        try:
            read: Arguments = methods.find(self.method).read(received)
        except ApiError:
            return received
        return read.model_dump(mode="json", exclude_unset=True)

    def store_arguments(self, received: dict[str, object], body: bytes = b"") -> None:
        """Store the arguments that the method's model accepted, as JSON; `body` is that JSON where there is one."""
        # They are parsed again on demand: models of thousands of calls would take much memory, and slow down each run
        # of the garbage collector.
        self.received = body or to_json(received)

    @property
    def is_answer_lost(self) -> bool:
        """True if the bot never got the answer."""
        return self.fault is not None and bool(self.fault.drop or self.fault.hang)

"""Injected faults, for tests of a bot's error handling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from simulator.errors import ApiError, too_many_requests


@dataclass(slots=True)
class Fault:
    """A fault of the next calls of a method, until it is used up.

    Attributes:
        method: the method's name as the bot calls it, or `*` for any but getUpdates.
        times: the number of calls that are left.
        chat_id: affects only calls with this `chat_id`; None affects all.
        answer: Telegram's error, or a bare HTTP status, instead of a result.
        drop: closes the connection before the call is handled, or after it was accepted.
        delay: the delay of the answer in seconds, after the call was handled.
        hang: never answers, before or after the call is handled; ends when the bot gives up.
        trickle: sends the answer piece by piece, over so many seconds.
        ends_at: the time of its removal in seconds of `time.monotonic`; None for a fault that ends when it is used up.
    """

    method: str
    times: int = 1
    chat_id: int | None = None
    answer: ApiError | int | None = None
    drop: Literal["before", "after"] | None = None
    delay: float = 0.0
    hang: Literal["before", "after"] | None = None
    trickle: float = 0.0
    ends_at: float | None = None

    def matches(self, method: str, arguments: Mapping[str, object]) -> bool:
        """Return whether the fault matches this call."""
        # Bots poll all the time, which would use up a fault of all methods.
        is_named = self.method == method or (self.method == "*" and method != "getUpdates")
        is_chat = self.chat_id is None or str(arguments.get("chat_id")) == str(self.chat_id)
        return self.times > 0 and is_named and is_chat

    @property
    def error(self) -> ApiError:
        """The error that is recorded for a call that is not handled."""
        if isinstance(self.answer, ApiError):
            return self.answer
        if self.answer is not None:
            return ApiError(self.answer, f"HTTP {self.answer}")
        return ApiError(0, "dropped" if self.drop else "never answered")


@dataclass(slots=True)
class Chaos:
    """Random faults: one draw per call, reproducible by the seed.

    The probabilities are between 0 and 1, and together at most 1; the rest of the calls succeed.

    Attributes:
        seed: the seed of the random generator.
        methods: the names of the affected methods; None is all but getUpdates.
        flood: probability of 429, with `retry_after` seconds.
        broken: probability of a bare 502.
        late: probability of an answer that is `late_by` seconds late.
        never: probability of no answer, after the call was accepted.
        dropped_before: probability of a connection that breaks before the call is handled.
        dropped_after: probability of a connection that breaks after the call was accepted.
        slow: probability of an answer that arrives in pieces over `late_by` seconds.

    Raises:
        ValueError: a probability is negative, or their sum is above 1.
    """

    seed: int = 0
    methods: frozenset[str] | None = None
    flood: float = 0.0
    broken: float = 0.0
    late: float = 0.0
    never: float = 0.0
    dropped_before: float = 0.0
    dropped_after: float = 0.0
    slow: float = 0.0
    retry_after: int = 1
    late_by: float = 1.0
    _random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        probabilities = [probability for probability, _ in self._choices("*")]
        # The sum of decimal fractions may be a little above 1.
        if min(probabilities) < 0 or sum(probabilities) > 1 + 1e-9:
            raise ValueError(f"probabilities must be 0 or more, and at most 1 together: {probabilities}")
        self._random = Random(self.seed)  # noqa: S311 - not a secret

    def draw(self, method: str) -> Fault | None:
        """Draw the fault of a call; None for a call that succeeds."""
        if method == "getUpdates" if self.methods is None else method not in self.methods:
            return None
        number = self._random.random()
        for probability, fault in self._choices(method):
            number -= probability
            if number < 0:
                return fault
        return None

    def _choices(self, method: str) -> list[tuple[float, Fault]]:
        return [
            (self.flood, Fault(method, answer=too_many_requests(self.retry_after))),
            (self.broken, Fault(method, answer=502)),
            (self.late, Fault(method, delay=self.late_by)),
            (self.never, Fault(method, hang="after")),
            (self.dropped_before, Fault(method, drop="before")),
            (self.dropped_after, Fault(method, drop="after")),
            (self.slow, Fault(method, trickle=self.late_by)),
        ]


def next_fault(faults: list[Fault], method: str, arguments: Mapping[str, object]) -> Fault | None:
    """Return the first fault that matches a call, and use it once."""
    for fault in faults:
        if fault.matches(method, arguments):
            fault.times -= 1
            return fault
    return None

"""The state of the Bot API server that the control API reads and sets."""

from dataclasses import dataclass, field

from simulator.api.calls import Call
from simulator.failures.faults import Chaos, Fault
from simulator.failures.outages import Outages
from simulator.failures.rate_limits import RateLimits


@dataclass(slots=True)
class ServerState:
    """The recorded calls, rate limits, faults and outages of a server.

    Attributes:
        limits: the rate limits; set them at any time.
        outages: the outages of the whole server.
        calls: every answered or rejected call, in order.
        faults: the faults of coming calls; append to them.
        chaos: random faults; None for none. Those of `faults` come first.
    """

    limits: RateLimits
    outages: Outages
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chaos: Chaos | None = None

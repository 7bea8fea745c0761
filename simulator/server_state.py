"""The part of the Bot API server that the control API reads and sets."""

from dataclasses import dataclass, field

from simulator.calls import Call
from simulator.faults import Chaos, Fault
from simulator.limits import RateLimits
from simulator.outages import Outages


@dataclass(slots=True)
class ServerState:
    """Recorded calls, and how the server misbehaves.

    Attributes:
        limits: the rate limits; set them at any time.
        outages: takes the whole server away for a while.
        calls: every call that was answered or refused, in that order.
        faults: rules for coming calls; append to them.
        chaos: random faults; None for none. The rules come first.
    """

    limits: RateLimits
    outages: Outages
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chaos: Chaos | None = None

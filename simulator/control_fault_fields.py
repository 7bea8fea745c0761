"""What the control API's faults, outages and limits take."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simulator.control_fields import Given, Seconds


class NewFault(Given):
    """How the server shall misbehave: see docs/simulator.md; `seconds` instead of `times` ends it by the clock."""

    method: Annotated[str, Field(pattern=r"^(\*|[A-Za-z]{1,64})$")] = "*"
    times: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] | None = None
    chat: int | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    retry_after: Annotated[int, Field(ge=1, le=3600)] | None = None
    drop: Literal["before", "after"] | None = None
    hang: Literal["before", "after"] | None = None
    delay: Seconds = 0
    trickle: Seconds = 0


class Outage(Given):
    """How long the whole Bot API is away; what steers it stays."""

    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
    refuse: bool = False


class Limits(Given):
    """Whether the server counts how often the bot sends; those that are given are set so, the others are Telegram's."""

    on: bool = True
    overall: Annotated[int, Field(ge=1)] | None = None
    chat: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    group: Annotated[int, Field(ge=1)] | None = None
    paid: Annotated[int, Field(ge=1)] | None = None


Chance: TypeAlias = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class NewChaos(Given):
    """Faults by chance: see `simulator.faults.Chaos`."""

    seed: int = 0
    methods: frozenset[str] | None = None
    flood: Chance = 0
    broken: Chance = 0
    late: Chance = 0
    never: Chance = 0
    dropped_before: Chance = 0
    dropped_after: Chance = 0
    slow: Chance = 0
    retry_after: Annotated[int, Field(ge=1, le=3600)] = 1
    late_by: Seconds = 1

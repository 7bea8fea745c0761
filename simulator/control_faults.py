"""Faults, outages and limits, as the control API sets them."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from simulator.errors import ActionError, ApiError, too_many_requests
from simulator.faults import Chaos, Fault
from simulator.journal import Setting
from simulator.limits import RateLimits

if TYPE_CHECKING:
    from simulator import control_fault_fields as fields
    from simulator.control import Control
    from simulator.control_fields import Nothing
    from simulator.server_state import ServerState

_ENDLESS = 1_000_000_000  # calls


async def set_fault(control: Control, given: fields.NewFault) -> None:
    """Add a rule for coming calls; one with `seconds` goes away by itself."""
    server = _server(control)
    if given.times and given.seconds:
        raise ActionError("give either `times`, a number of calls, or `seconds`")
    times = _ENDLESS if given.seconds else given.times or 1
    fault = Fault(given.method, times, given.chat, _answer(given), given.drop, given.delay, given.hang, given.trickle)
    if fault.answer is None and not (fault.drop or fault.hang or fault.delay or fault.trickle):
        raise ActionError("a fault needs a `status`, `retry_after`, `drop`, `hang`, `delay` or `trickle`")
    server.faults.append(fault)
    if given.seconds:
        fault.ends_at = monotonic() + given.seconds
        _count_down(server, fault, given.seconds, given.retry_after)
    control.world.events.tell(Setting("faults"))


async def clear_faults(control: Control, _given: Nothing) -> None:
    """Let the server behave again."""
    server = _server(control)
    server.faults.clear()
    server.chaos = None
    await server.outages.end()
    control.world.events.tell(Setting("faults"))


async def begin_outage(control: Control, given: fields.Outage) -> None:
    """Break every bot's connection for so many seconds, or refuse everybody's."""
    outages = _server(control).outages
    if given.refuse:
        await outages.refuse(given.seconds)
    else:
        outages.begin(given.seconds)


async def set_chaos(control: Control, given: fields.NewChaos) -> None:
    """Let calls fail by chance."""
    try:
        _server(control).chaos = Chaos(**given.model_dump())
    except ValueError as error:
        raise ActionError(str(error)) from error


async def set_limits(control: Control, given: fields.Limits) -> None:
    """Switch Telegram's rate limits on or off, or set some of them."""
    single = given.model_dump(exclude={"on"}, exclude_none=True)
    if single and not given.on:
        raise ActionError("limits that are off cannot be set")
    _server(control).limits = RateLimits(**single) if given.on else RateLimits.off()


def _answer(given: fields.NewFault) -> ApiError | int | None:
    return too_many_requests(given.retry_after) if given.retry_after else given.status


def _count_down(server: ServerState, fault: Fault, left: float, retry_after: int | None) -> None:
    """Take the rule away when its time is over; until then each second asks for one second less of patience."""
    if left <= 0:
        server.faults[:] = [other for other in server.faults if other is not fault]
        return
    if retry_after is not None:
        fault.answer = too_many_requests(max(retry_after, 1))
        retry_after -= 1
    pause = min(left, 1.0)
    asyncio.get_running_loop().call_later(pause, _count_down, server, fault, left - pause, retry_after)


def _server(control: Control) -> ServerState:
    if control.server is None:
        raise ActionError("there is no server that could misbehave")
    return control.server

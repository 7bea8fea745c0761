"""The actions that make the bots' calls fail: faults, outages, rate limits and lifetimes, by name."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from simulator.control import arguments
from simulator.control.control import Control
from simulator.control.server_state import ServerState
from simulator.errors import ActionError, ApiError, too_many_requests
from simulator.failures.faults import Chaos, Fault
from simulator.failures.rate_limits import RateLimits
from simulator.world.journal import SettingChange

_UNLIMITED_CALLS = 1_000_000_000


async def _set_fault(control: Control, args: arguments.NewFault) -> None:
    """Add a fault for coming calls; one with `seconds` is removed automatically."""
    server = _require_server(control)
    if args.times and args.seconds:
        raise ActionError("give either `times`, a number of calls, or `seconds`")
    times = _UNLIMITED_CALLS if args.seconds else args.times or 1
    fault = Fault(args.method, times, args.chat, _fault_answer(args), args.drop, args.delay, args.hang, args.trickle)
    if fault.answer is None and not (fault.drop or fault.hang or fault.delay or fault.trickle):
        raise ActionError("a fault needs a `status`, `retry_after`, `drop`, `hang`, `delay` or `trickle`")
    server.faults.append(fault)
    if args.seconds:
        fault.ends_at = monotonic() + args.seconds
        _count_down(server, fault, args.seconds, args.retry_after)
    control.world.events.notify(SettingChange("faults"))


async def _clear_faults(control: Control, _given: arguments.NoArguments) -> None:
    """Remove all faults, chaos, outages and refusals."""
    control.world.refusals.clear()
    server = _require_server(control)
    server.faults.clear()
    server.chaos = None
    await server.outages.end()
    control.world.events.notify(SettingChange("faults"))


async def _begin_outage(control: Control, args: arguments.Outage) -> None:
    """Break every bot's connection for so many seconds, or refuse all connections."""
    outages = _require_server(control).outages
    if args.refuse:
        await outages.refuse(args.seconds)
    else:
        outages.begin(args.seconds)


async def _set_chaos(control: Control, args: arguments.NewChaos) -> None:
    """Make calls fail at random."""
    try:
        _require_server(control).chaos = Chaos(**args.model_dump())
    except ValueError as error:
        raise ActionError(str(error)) from error


async def _set_limits(control: Control, args: arguments.Limits) -> None:
    """Switch Telegram's rate limits on or off, or set some of them."""
    single = args.model_dump(exclude={"on"}, exclude_none=True)
    if single and not args.on:
        raise ActionError("limits that are switched off cannot be set")
    _require_server(control).limits = RateLimits(**single) if args.on else RateLimits.off()


def _fault_answer(args: arguments.NewFault) -> ApiError | int | None:
    return too_many_requests(args.retry_after) if args.retry_after else args.status


def _count_down(server: ServerState, fault: Fault, left: float, retry_after: int | None) -> None:
    """Remove the fault when its time is over; until then lower its `retry_after` by one each second."""
    if left <= 0:
        # By identity, because another fault may be equal.
        server.faults[:] = [other for other in server.faults if other is not fault]
        return
    if retry_after is not None:
        fault.answer = too_many_requests(max(retry_after, 1))
        retry_after -= 1
    pause = min(left, 1.0)
    asyncio.get_running_loop().call_later(pause, _count_down, server, fault, left - pause, retry_after)


def _require_server(control: Control) -> ServerState:
    if control.server is None:
        raise ActionError("faults, outages and limits need a server, and this control has none")
    return control.server


async def _set_lifetimes(control: Control, args: arguments.Lifetimes) -> None:
    """Set how long queries can be answered, and how long updates are kept."""
    if args.queries is not None:
        control.world.query_lifetime = timedelta(seconds=args.queries)
    if args.updates is not None:
        for account in control.world.accounts.values():
            account.updates.lifetime = timedelta(seconds=args.updates)


async def _refuse(control: Control, args: arguments.Refuse) -> None:
    """Make a chat refuse the bots' messages, or take them again."""
    chat = control.find_chat(args.chat, args.bot)
    if args.reason:
        control.world.refusals[chat] = args.reason
    else:
        control.world.refusals.pop(chat, None)


async def _set_slow_mode(control: Control, args: arguments.SlowMode) -> None:
    """Set the slow mode of a supergroup, as the creator."""
    control.world.set_slow_mode(control.find_chat(args.chat, args.bot), args.seconds)


FAILURE_ACTIONS: dict[str, tuple[type[arguments.ActionArguments], Callable[[Control, Any], Awaitable[object]]]] = {
    "fault": (arguments.NewFault, _set_fault),
    "chaos": (arguments.NewChaos, _set_chaos),
    "clear_faults": (arguments.NoArguments, _clear_faults),
    "outage": (arguments.Outage, _begin_outage),
    "limits": (arguments.Limits, _set_limits),
    "refuse": (arguments.Refuse, _refuse),
    "slow_mode": (arguments.SlowMode, _set_slow_mode),
    "lifetimes": (arguments.Lifetimes, _set_lifetimes),
}

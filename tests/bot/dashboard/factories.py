"""Types of the dashboard's fixtures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.clock import SetClock
from bot.dashboard.overview import OverviewReader
from bot.monitoring.monitor import Monitor
from bot.monitoring.recent_lines import RecentLines


@dataclass
class Dashboard:
    """A dashboard.

    Attributes:
        monitor: what the parts of the bot have reported.
        lines: the last lines of the log.
        clock: the bot's clock.
        elapsed: seconds of the monotonic clock.
        reader: reads what the page shows.
    """

    monitor: Monitor
    lines: RecentLines
    clock: SetClock
    elapsed: float
    reader: OverviewReader


Client = TestClient[web.Request, web.Application]
Serve = Callable[[str | None], Awaitable[Client]]

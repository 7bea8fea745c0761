"""The command line with a system clock that is ahead by the seconds in the file `MOVED_CLOCK`; only tests run it."""

import datetime as dt
import os
from pathlib import Path

from apscheduler.schedulers import base

import commands
import main
import serve
from bot.clock import SystemClock

_FILE = Path(os.environ["MOVED_CLOCK"])


class MovedClock(SystemClock):
    """The clock that this process takes for the system's, for the bot and for APScheduler."""

    def now(self, zone: dt.tzinfo | None = dt.UTC) -> dt.datetime:
        """Return the moved time; APScheduler calls it as `datetime.now`."""
        return dt.datetime.now(zone) + dt.timedelta(seconds=float(_FILE.read_text("utf-8")))


if __name__ == "__main__":
    base.datetime = MovedClock()
    commands.SystemClock = serve.SystemClock = MovedClock  # type: ignore[attr-defined] # it is imported there
    main.main()

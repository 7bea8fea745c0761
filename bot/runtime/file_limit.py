"""How many files the system lets this process have open; each connection is one."""

import logging
import sys

ENOUGH = 1024
"""For all connections of a wave and of the answers beside it, the database, and whatever sources are asked."""

_log = logging.getLogger(__name__)


def raise_file_limit() -> None:
    """Ask the system for enough, because some begin with 256; where it gives fewer, say so.

    With none left neither a connection nor the database's own files can be opened.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none, nor such a limit

        allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = resource.RLIM_INFINITY
        if allowed == unlimited or allowed >= ENOUGH:
            return
        wanted = ENOUGH if most == unlimited else min(ENOUGH, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        if wanted < ENOUGH:
            _log.warning("Only %d files may be open at once; with paid broadcasts allow %d (ulimit -n)", wanted, ENOUGH)

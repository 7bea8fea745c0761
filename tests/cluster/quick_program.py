"""The command line with heartbeats that are three times as fast, and sources polled in any minute; for tests."""

import main
from bot import source_jobs
from bot.cluster import membership, reach
from storage.dialects import postgresql

SPEED = 3

if __name__ == "__main__":
    for name in ("BEAT_INTERVAL", "STALLED_AFTER", "_CERTAIN_FOR", "_UNFIT_AFTER", "_BEAT_PATIENCE"):
        setattr(membership, name, getattr(membership, name) / SPEED)
    for name in ("PING_INTERVAL", "_PATIENCE"):
        setattr(reach, name, getattr(reach, name) / SPEED)
    source_jobs._POLLING_MINUTES = range(60)  # noqa: SLF001
    # The server ends what a stopped process has left open.
    postgresql._OPTIONS = "-c idle_in_transaction_session_timeout=2600ms -c lock_timeout=10s"  # noqa: SLF001
    main.main()

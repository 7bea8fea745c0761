"""What `jogan run` loads before it answers, and what it takes with 10,000 subscribers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.start import measure_wave
from tests.forked import MAIN

MAX_MEMORY = 160.0
"""MB, on a machine of one core and 512 MB."""
PATIENCE = 200.0
"""Seconds for 10,000 bulletins on a busy machine."""

LATER = (
    "PIL", "aiohttp", "aiohttp_socks", "alembic", "dateutil", "feedparser", "holidays", "httpx._client",
    "mako", "openpyxl", "procrastinate", "psycopg", "pydantic", "pydantic_core", "pygments", "rich",
    "selectolax", "simulator", "sqlalchemy.dialects.postgresql", "sqlalchemy.orm", "tenacity", "trafilatura", "typer",
    "bot.dashboard.page",
    "bot.intake.collector", "bot.intake.similarity", "bot.monitoring.server", "local", "sources.documents",
    "sources.feed.feed", "sources.newspaper",
)  # fmt: skip
"""Modules that the first answers do without (docs/decisions/053)."""


def loaded_by(statement: str) -> set[str]:
    """Return the names of the modules that a new interpreter has loaded after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=MAIN.parent, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_run_loads_only_what_it_needs_to_answer() -> None:
    # It ends when it opens the database, which is the first thing that it does with all that it has loaded.
    settings = {"JOGAN_TELEGRAM_TOKEN": "1:a", "JOGAN_DATABASE_URL": "sqlite+aiosqlite:////no/folder/jogan.db"}
    loaded = loaded_by(
        f"import os, sys; os.environ.update({settings}); sys.argv[1:] = ['run']; import main\n"
        "try: main.main()\n"
        "except SystemExit: pass"
    )
    assert "handlers.weather" in loaded
    assert loaded.isdisjoint(LATER), loaded.intersection(LATER)


def test_the_list_of_commands_loads_no_part_of_the_bot() -> None:
    loaded = loaded_by(
        "from typer.testing import CliRunner; import commands; assert CliRunner().invoke(commands.app, '--help')"
    )
    assert loaded.isdisjoint({"asyncio", "bot.settings", "pydantic", "sources", "sqlalchemy", "storage", "telegram"})


@pytest.mark.process
async def test_a_small_machine_sends_10_000_bulletins_in_160_mb(tmp_path: Path) -> None:
    """On one core, from the first import on, at a stub of Telegram that takes all that a paid broadcast sends."""
    peak = await measure_wave(MAIN.parent, tmp_path, 10_000, PATIENCE)
    assert peak <= MAX_MEMORY, f"{peak:.0f} MB resident at most while 10,000 bulletins left"
    print(f"{peak:.0f} MB resident at most while 10,000 bulletins left")  # noqa: T201 - pytest -s shows it

"""`jogan bulletins pause` and `jogan bulletins resume`: hold back all bulletins, and let them go again."""

import datetime as dt
import json
from typing import Annotated

import typer

app = typer.Typer(help="Pause and resume all bulletins.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def pause(*, as_json: AsJson = False) -> None:
    """Hold back all bulletins; the running bot obeys within a minute, also in the middle of a broadcast."""
    from bot.cli.common import load_settings, run_on_database
    from bot.clock import SystemClock
    from sources.records import KST
    from storage.database import Database
    from storage.ledger import bulletin_pause

    async def begin(database: Database) -> dt.datetime:
        now = SystemClock().now()
        async with database.write() as connection:
            await bulletin_pause.begin(connection, now)
            return await bulletin_pause.get(connection) or now

    since = run_on_database(load_settings().database_url, begin)
    if as_json:
        typer.echo(json.dumps({"paused_since": since.astimezone(dt.UTC).isoformat()}))
    else:
        typer.echo(f"Bulletins are paused since {since.astimezone(KST):%Y-%m-%d %H:%M} (Seoul).")


@app.command()
def resume(*, as_json: AsJson = False) -> None:
    """Send bulletins again; of those that were held back, the ones that are not past their cut-off."""
    from bot.cli.common import load_settings, run_on_database
    from storage.database import Database
    from storage.ledger import bulletin_pause

    async def end(database: Database) -> bool:
        async with database.write() as connection:
            return await bulletin_pause.end(connection)

    was_paused = run_on_database(load_settings().database_url, end)
    if as_json:
        typer.echo(json.dumps({"paused_since": None, "resumed": was_paused}))
    else:
        typer.echo("Bulletins are sent again." if was_paused else "Bulletins were not paused.")

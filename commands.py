"""Commands of the command line; `start` runs the bot, and `local` is the composition root for a local Telegram.

A command imports what it needs when it runs, so that `jogan --help` and small commands take a fraction of a second.

Exit codes: 0 success, 1 the database or Telegram failed, 2 invalid input.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import errno
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

import typer
from typer.core import TyperGroup

from bot.cli import bulletins as bulletin_commands
from bot.cli import database as database_commands
from bot.cli import sources as source_commands
from bot.cli.output import fail
from bot.cli.setup.command import init
from bot.runtime.unused_modules import leave_out_unused

if TYPE_CHECKING:
    from bot.delivery.corrections.corrector import Correction, Progress
    from bot.settings import Settings

MAX_TEMPERATURE = 60
"""℃ on either side of zero; nothing else can be stored."""

TIME_FORMAT = "%Y-%m-%d %H:%M"

# The ids of groups and channels are negative, and would be taken for options.
_WITH_NEGATIVE_NUMBERS = {"ignore_unknown_options": True}


def discard_output() -> None:
    """Discard what is still written to standard output."""
    # What is left in its buffer would fail once more at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Commands(TyperGroup):
    """Group of all commands; ends them with one line if nobody reads their output any more, as with ``| head``."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command.

        Raises:
            SystemExit: the output could not be written; that has been printed.
        """
        # Nothing that a command imports is garbage, and looking for it takes a third of the command's time.
        # `bot.runtime.process.run` allows it again.
        gc.disable()
        leave_out_unused()
        try:
            result = super().invoke(ctx)
            # Python's own flush at the end would print a traceback.
            sys.stdout.flush()
        except BrokenPipeError:
            discard_output()
            fail("the output was closed before all of it was written", 1)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            discard_output()
            fail("there was no space left for the output", 1)
        finally:
            # Python's end would look once more at all objects.
            gc.freeze()
            gc.enable()
        return result


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(source_commands.app, name="sources")
app.add_typer(bulletin_commands.app, name="bulletins")
app.add_typer(database_commands.app, name="database")
places_app = typer.Typer(help="The places that can be searched by name.", no_args_is_help=True)
app.add_typer(places_app, name="places")


def _show_version(*, wanted: bool) -> None:
    if wanted:
        from bot.settings import VERSION

        typer.echo(f"jogan {VERSION}")
        raise typer.Exit


@app.callback()
def begin(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Jogan (조간) brings Korea's morning weather and the local headline to Telegram."""


class Resend(enum.StrEnum):
    """Bulletins of a day that can be resent."""

    UNKNOWN = "unknown"


app.command()(init)


@app.command()
def run(
    *,
    other_bot: Annotated[
        bool,
        typer.Option("--other-bot", help="Take over the database of another bot."),
    ] = False,
) -> None:
    """Run the bot until it is stopped. The token is read from JOGAN_TELEGRAM_TOKEN or .env."""
    from start import run as run_bot

    run_bot(other_bot=other_bot)


@app.command()
def config(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the settings and sources that hold, and where they come from; secrets are hidden."""
    from bot.cli.common import load_settings, make_plain_console
    from bot.cli.config import build_settings_table, build_source_table
    from bot.cli.config import to_json as to_json_config
    from bot.cli.sources import load_all_sources
    from bot.runtime.settings_report import list_settings
    from sources.korea.stations import load_catalogue

    settings = load_settings()
    configuration = load_all_sources(settings, load_catalogue())
    origin = str(settings.sources) if settings.sources.exists() else "default"
    shown = list_settings(settings)
    if as_json:
        typer.echo(to_json_config(shown, configuration, origin))
        return
    console = make_plain_console()
    console.print(build_settings_table(shown))
    console.print(f"\nSources ({origin}), in descending priority:\n")
    console.print(build_source_table(configuration))


@app.command()
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Pages, feeds, KMA's tables, folders of them (.html, .txt, .xml, .rss), or - for standard input."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per document.")] = False,
) -> None:
    """Store newspaper pages, saved feeds and KMA's tables, and print one line per document."""
    from bot.cli.common import load_settings, run_command
    from bot.cli.ingest import ingest_all
    from bot.clock import SystemClock
    from sources.korea.stations import load_catalogue

    if not run_command(ingest_all(paths, load_settings().database_url, load_catalogue(), SystemClock(), as_json)):
        raise typer.Exit(2)


@places_app.command("import")
def import_places(
    path: Annotated[
        str, typer.Argument(help="The table: CSV, XLSX, or KMA's ZIP; or - for standard input.", metavar="FILE")
    ],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take also a table with many unusable rows, or without many known towns."),
    ] = False,
) -> None:
    """Import KMA's table of places (data.go.kr, dataset 15084084), so that towns down to 읍, 면 and 동 are found."""
    from bot.cli.common import load_settings, run_command
    from bot.cli.town_import import import_towns

    run_command(import_towns(path, load_settings().database_url, replace=replace))


@app.command()
def pin(
    headline: Annotated[str, typer.Argument(help="The headline of every chat's next bulletin.")],
    link: Annotated[str | None, typer.Option(help="The article's URL: https://…")] = None,
    text: Annotated[str | None, typer.Option(help="The text that /news shows below it.")] = None,
    days: Annotated[int, typer.Option(min=1, max=30, help="Days for which it precedes all others.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Pin a headline of your own before all others, replacing the pinned one."""
    from bot.cli.common import load_settings, run_on_database
    from bot.cli.pin import describe_pinned
    from bot.clock import SystemClock
    from bot.errors import InvalidInput
    from bot.operations.pins import make_article, pin_article

    settings, now = load_settings(), SystemClock().now()
    try:
        article = make_article(headline, text, link)
    except InvalidInput as error:
        fail(str(error), 2)
    until = run_on_database(settings.database_url, lambda database: pin_article(database, article, days, now))
    typer.echo(describe_pinned(article, until, as_json=as_json))


@app.command()
def unpin(*, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Unpin the pinned headline."""
    from bot.cli.common import load_settings, run_on_database
    from bot.cli.pin import describe_unpinned
    from bot.operations.pins import unpin_articles

    pinned = run_on_database(load_settings().database_url, unpin_articles)
    typer.echo(describe_unpinned(pinned, as_json=as_json))


@app.command()
def deliveries(
    day: Annotated[str | None, typer.Option(help="The chats' local date, as 2024-05-14 (default: today).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    resend: Annotated[
        Resend | None,
        typer.Option(help="Resend bulletins with an unknown delivery status: `--resend unknown`.", metavar="unknown"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation before resending.")] = False,
) -> None:
    """List a day's bulletins by outcome and reason, language and chat type. It can be used while the bot is running."""
    from bot.cli.common import load_settings, parse_day, run_command
    from bot.cli.deliveries import count_unknown, print_day, print_resent, read_day, resend_unknown, resend_warning
    from bot.clock import SystemClock

    settings, now = load_settings(), SystemClock().now()
    wanted = now.astimezone(ZoneInfo(settings.zone)).date() if day is None else parse_day(day)
    if resend is None:
        print_day(wanted, run_command(read_day(settings.database_url, wanted)), as_json)
        return
    number = run_command(count_unknown(settings.database_url, wanted))
    # Telegram may have delivered them, and those chats would get them twice.
    if number and not yes:
        # On standard error, so that with --json standard output holds nothing but JSON.
        typer.echo(resend_warning(number, wanted, now + settings.cut_off, settings.zone), err=True)
        typer.confirm("Resend them?", abort=True, err=True)
    resent = run_command(resend_unknown(settings.database_url, wanted, now, settings.cut_off)) if number else 0
    print_resent(resent, wanted, as_json)


_Headline: TypeAlias = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="WRONG RIGHT", help="A headline as it was sent, and as it should be."),
]
_Withdrawn: TypeAlias = Annotated[
    str | None, typer.Option(metavar="HEADLINE", help="A headline as it was sent, to be taken back.")
]
_Reading: TypeAlias = Annotated[
    tuple[str, float, float] | None,
    typer.Option(metavar="STATION WRONG RIGHT", help="A station's temperature in ℃, as sent and as it should be."),
]


@app.command()
def correct(
    day: Annotated[str, typer.Option(help="The chats' local date, as 2024-05-14.")],
    headline: _Headline = None,
    withdraw: _Withdrawn = None,
    reading: _Reading = None,
    tell: Annotated[
        bool, typer.Option("--tell", help="Send a short message where Telegram does not edit the bulletin any more.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Edit a day's bulletins that were wrong; can be stopped and repeated, also while the bot is running."""
    from bot.cli.common import load_proxy, load_settings, load_token, parse_day, run_command
    from bot.cli.correct import describe_plan, describe_result, to_json_result
    from bot.delivery.corrections.corrector import Progress, Result, correct_bulletins, plan_correction

    settings, wanted = load_settings(), parse_day(day)
    token = load_token(settings)
    correction = _choose_correction(settings, wanted, headline, withdraw, reading)
    plan = run_command(plan_correction(settings, correction))
    example = next(iter(plan.texts.values()), None)
    # With --json standard output holds nothing but JSON.
    typer.echo(describe_plan(wanted, plan.kinds, example, plan.unfit), err=as_json)
    done = Progress(0)
    if plan.bulletins:
        if not yes:
            typer.confirm("Edit them?", abort=True, err=as_json)
        done = run_command(correct_bulletins(settings, token, load_proxy(settings), correction, _show, tells=tell))
    if as_json:
        typer.echo(to_json_result({one.value: done.results[one] for one in Result}, plan.unfit))
    elif plan.bulletins:
        counted = (done.results[one] for one in (Result.EDITED, Result.TOLD, Result.UNCHANGEABLE, Result.UNREACHABLE))
        typer.echo(describe_result(*counted))


@app.command()
def stats(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count subscribers by status, growth, language, kind of chat and city, and the bulletins of the last 30 days."""
    from bot.cli.common import load_settings, run_on_database
    from bot.cli.stats import print_stats
    from bot.cli.stats import to_json as to_json_stats
    from bot.clock import SystemClock
    from bot.operations.stats import read_stats
    from sources.korea.stations import load_catalogue

    settings = load_settings()
    now = SystemClock().now()
    found = run_on_database(settings.database_url, lambda database: read_stats(database, now, settings.zone))
    if as_json:
        typer.echo(to_json_stats(found))
    else:
        print_stats(found, load_catalogue())


@app.command()
def announce(
    text: Annotated[
        str, typer.Argument(help="Plain text, a file with it, or - for standard input.", metavar="TEXT|FILE")
    ],
    to: Annotated[
        str, typer.Option(help="all, private, groups, channels, language=ko or city=인천 (a station's name or number).")
    ] = "all",
    at: Annotated[
        str | None, typer.Option(help="When to begin (KST), as '2024-05-14 12:00' (default: now).", metavar="TIME")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the text and count the chats.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, and do not wait for the bot.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Send a message to the chats with a running subscription, once each, through the running bot.

    A text that a chat has got is not sent to it again, so the command can be repeated.
    """
    from bot.cli import announce as announcing
    from bot.cli.common import load_settings, report_errors, run_on_database
    from bot.clock import SystemClock
    from bot.i18n.translator import Translators
    from bot.operations.announcing import enqueue, make_plan
    from bot.operations.audience import parse_audience
    from sources.korea.stations import load_catalogue

    settings, clock = load_settings(), SystemClock()
    due_at = _parse_time(at)
    if at is not None and due_at < clock.now():
        fail(f"--at {at!r} is in the past", 2)
    with report_errors():
        read = announcing.read_text(text)
        audience = parse_audience(to, Translators(settings.language), load_catalogue())
    plan = run_on_database(settings.database_url, lambda database: make_plan(database, read, audience, due_at))
    # With --json standard output holds nothing but JSON.
    typer.echo(announcing.describe_plan(plan), err=as_json)
    number = None
    if plan.recipients and not dry_run:
        if not yes:
            typer.confirm("Send it?", abort=True, err=as_json)
        number = run_on_database(settings.database_url, lambda database: enqueue(database, plan)).id
    if as_json:
        typer.echo(announcing.plan_to_json(plan, number))
    elif number is not None:
        _follow_announcement(settings, number, is_later=due_at > clock.now())


def _follow_announcement(settings: Settings, number: int, *, is_later: bool) -> None:
    from bot.cli import announce as announcing
    from bot.cli.common import run_command
    from bot.clock import SystemClock

    typer.echo(f"The running bot sends it. To stop it: jogan announcements --stop {number}")
    if is_later:
        return
    # An interruption ends the report only: the messages are the bot's.
    found = run_command(announcing.follow(settings.database_url, number, SystemClock(), partial(typer.echo, err=True)))
    if found is not None:
        typer.echo(announcing.describe(found))


@app.command()
def announcements(
    stop: Annotated[int | None, typer.Option(help="Stop the announcement with this number.", metavar="NUMBER")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the announcements of the last 90 days by outcome, or stop one."""
    from bot.cli import announce as announcing
    from bot.cli.common import load_settings, run_on_database
    from bot.clock import SystemClock
    from bot.operations.announcing import list_announcements
    from bot.operations.announcing import stop as stop_announcement

    url = load_settings().database_url
    if stop is not None:
        number, now = stop, SystemClock().now()
        found = [run_on_database(url, lambda database: stop_announcement(database, number, now))]
    else:
        found = run_on_database(url, list_announcements)
    if as_json:
        typer.echo(announcing.to_json(found))
    else:
        typer.echo("\n".join(map(announcing.describe, found)) or "There are no announcements.")


@app.command(context_settings=_WITH_NEGATIVE_NUMBERS)
def ban(
    chat_id: Annotated[
        int | None,
        typer.Argument(help="Telegram's id of a chat or person (none: list the bans).", metavar="CHAT_ID"),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Delete all else that is stored about it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ban a chat or person: no answers and no bulletins, and one word about it; or list the bans."""
    from bot.cli import ban as banning
    from bot.cli.common import load_settings, run_on_database
    from bot.clock import SystemClock
    from bot.operations import bans

    settings = load_settings()
    url = settings.database_url
    if chat_id is None:
        found = run_on_database(url, bans.list_refused)
    elif chat_id in settings.operators:
        fail(f"{chat_id}: this is an operator", 2)
    else:
        number, now = chat_id, SystemClock().now()
        found = run_on_database(url, lambda database: bans.ban(database, number, now, forget=forget))
    typer.echo(banning.to_json(found) if as_json else banning.describe(found))


@app.command(context_settings=_WITH_NEGATIVE_NUMBERS)
def unban(
    chat_id: Annotated[int, typer.Argument(help="Telegram's id of a chat or person.", metavar="CHAT_ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Lift a ban; bulletins go on with the next one."""
    from bot.cli import ban as banning
    from bot.cli.common import load_settings, run_on_database
    from bot.operations import bans

    url = load_settings().database_url
    if not run_on_database(url, lambda database: bans.unban(database, chat_id)):
        fail(f"{chat_id} is not banned", 2)
    found = run_on_database(url, bans.list_refused)
    typer.echo(banning.to_json(found) if as_json else f"{chat_id} is not banned any more.")


@app.command(context_settings=_WITH_NEGATIVE_NUMBERS)
def export(
    chat_id: Annotated[int, typer.Argument(help="Telegram's id of a chat or person.", metavar="CHAT_ID")],
) -> None:
    """Print all that is stored about a chat or person as JSON, as /data does; for those who cannot ask the bot."""
    from bot.cli.common import load_settings, run_command
    from bot.cli.export import export_chat
    from bot.clock import SystemClock

    typer.echo(run_command(export_chat(load_settings().database_url, chat_id, SystemClock().now())))


def _choose_correction(
    settings: Settings, day: dt.date, headline: _Headline, withdrawn: _Withdrawn, reading: _Reading
) -> Correction:
    from bot.delivery.corrections.headlines import HeadlineWithdrawal
    from bot.i18n.translator import Translators

    if [headline, withdrawn, reading].count(None) != 2:  # noqa: PLR2004 - all but one
        fail("give one of --headline, --withdraw and --reading", 2)
    if headline is not None:
        return _headline_correction(day, *headline)
    if withdrawn is not None:
        return HeadlineWithdrawal(day, " ".join(withdrawn.split()), Translators(settings.language))
    return _reading_correction(day, settings, reading)


def _headline_correction(day: dt.date, wrong: str, right: str) -> Correction:
    from bot.delivery.corrections.headlines import HeadlineCorrection

    wrong, right = (" ".join(one.split()) for one in (wrong, right))
    if not right or right == wrong:
        fail("the right headline is empty, or the same as the wrong one", 2)
    return HeadlineCorrection(day, wrong, right)


def _reading_correction(day: dt.date, settings: Settings, reading: tuple[str, float, float] | None) -> Correction:
    from bot.cli.common import load_configuration
    from bot.delivery.corrections.readings import ReadingCorrection
    from sources.korea.stations import load_catalogue

    name, wrong, right = reading or ("", 0.0, 0.0)
    catalogue = load_catalogue()
    station = catalogue.find(name)
    if station is None:
        fail(f"there is no station {name!r}; give its number, or its Korean or English name", 2)
    if wrong == right or abs(right) > MAX_TEMPERATURE:
        fail("the right temperature is the same as the wrong one, or impossible", 2)
    sources = load_configuration(settings, catalogue)
    return ReadingCorrection(
        day, station, wrong, right, settings, catalogue, sources.ranking, expects_readings=sources.expects_readings
    )


def _show(progress: Progress) -> None:
    typer.echo(f"{progress.done} of {progress.total} …", err=True)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new file, or with --keep a folder.", metavar="FILE|FOLDER")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Save under a dated name in the folder, and keep so many of them.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that exists.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Save a copy of the database, also while the bot is running."""
    from bot.cli.backup import describe as describe_backup
    from bot.cli.backup import make_backup
    from bot.cli.backup import to_json as to_json_backup
    from bot.cli.common import load_settings, report_errors
    from bot.clock import SystemClock, elapsed

    settings, begin = load_settings(), elapsed()
    with report_errors():
        done = make_backup(settings.database_url, target, SystemClock().now(), keep=keep, replaces=replace)
    typer.echo(to_json_backup(done) if as_json else describe_backup(done, elapsed() - begin))


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="The backup.", metavar="FILE")],
    resend: Annotated[
        bool, typer.Option("--resend", help="Send bulletins that are due, although they may have been sent already.")
    ] = False,
) -> None:
    """Put a backup in the place of the database, which is kept. The bot must not be running."""
    from bot.cli.common import load_settings, run_command
    from bot.cli.restore import describe as describe_restored
    from bot.cli.restore import restore as restore_backup
    from bot.clock import SystemClock

    settings = load_settings()
    from bot.delivery.restoration import hold_back

    hold = None if resend else partial(hold_back, cut_off=settings.cut_off)
    restored = run_command(restore_backup(settings.database_url, backup, SystemClock(), hold))
    typer.echo(describe_restored(restored, backup))


@app.command()
def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the database, the disk, the clock, the token and the sources' configuration; nothing is changed.

    Exit codes: 0 the bot can run, 1 there is a problem, 2 settings are invalid, and are listed alone.
    """
    from bot.cli.check import Check, has_problem, list_faults, run_checks, to_json
    from bot.cli.check import describe as describe_check
    from bot.cli.common import load_settings, run_command
    from bot.clock import SystemClock

    def show(checks: Sequence[Check]) -> None:
        typer.echo(to_json(checks) if as_json else "\n".join(map(describe_check, checks)))

    settings = load_settings(lambda faults: show(list_faults(faults)))
    token = settings.telegram_token.value if settings.telegram_token else ""
    checks = run_command(run_checks(settings, token, SystemClock()))
    show(checks)
    if has_problem(checks):
        raise typer.Exit(1)


@app.command()
def chat(
    database: Annotated[str | None, typer.Option(help="A database file (default: JOGAN_DATABASE_URL).")] = None,
    language: Annotated[str, typer.Option(help="The language of the user's Telegram app.")] = "ko",
    at: Annotated[
        str | None, typer.Option(help="Start time of the clock (KST): '2024-05-13 20:00' (default: now).")
    ] = None,
) -> None:
    """Chat with the bot in the terminal, without Telegram; ':help' lists further commands."""
    from bot.cli.common import load_settings, run_command
    from storage.database import file_url

    settings = load_settings()
    if database is not None:
        settings = dataclasses.replace(settings, database_url=file_url(database))
    from local import chat as chat_locally

    run_command(chat_locally(settings, language, _parse_time(at)))


@app.command()
def demo(
    language: Annotated[
        str | None, typer.Option(help="en, ja, ko, vi or zh (default: the terminal's and the browser's, else English).")
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The page's port on this machine; 0 for a free one.")
    ] = 8080,
    once: Annotated[bool, typer.Option("--once", help="Only print the conversation, without the page.")] = False,
) -> None:
    """Watch a morning bulletin arrive in the terminal and on a page like Telegram's, without a token."""
    from bot.cli.common import load_settings, run_command
    from local import demo as demonstrate

    run_command(demonstrate(load_settings(), language, None if once else port))


def _parse_time(text: str | None) -> dt.datetime:
    from bot.clock import SystemClock
    from sources.records import KST

    if text is None:
        return SystemClock().now()
    try:
        return dt.datetime.strptime(text, TIME_FORMAT).replace(tzinfo=KST)
    except ValueError:
        fail(f"--at {text!r} is not a time; write it as '2024-05-13 20:00'", 2)

"""The five questions: token, places, language and time, newspapers, and how the bot runs."""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.setup.interview import Interview
from bot.cli.setup.newspapers import Trial, offer_feeds, try_feeds
from bot.cli.setup.parsing import (
    ALL,
    NONE,
    parse_address,
    parse_choice,
    parse_folder,
    parse_language,
    parse_regions,
    parse_time,
    parse_token,
)
from bot.clock import SystemClock
from bot.errors import InvalidInput, TelegramUnreachable
from bot.runtime import process
from bot.settings import Settings
from bot.telegram_api.probe import probe
from bot.telegram_api.proxies import find_proxy
from sources.feed.directory import ListedFeed
from sources.fetch import Fetcher
from sources.korea.regions import Region

ENV, UNIT = Path(".env"), Path("jogan.service")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the command; each answers a question beforehand.

    Attributes:
        token_file: a file that holds the token.
        region: names of provinces and districts.
        language: code of a language.
        at: a time.
        feeds: a choice of newspapers.
        backups: the folder of the backups.
        http: an address.
        service: whether to write a service file.
        replaces: whether files that exist may be changed.
        checks: whether to try the token and the feeds.
    """

    token_file: Path | None = None
    region: str | None = None
    language: str | None = None
    at: str | None = None
    feeds: str | None = None
    backups: str | None = None
    http: str | None = None
    service: bool | None = None
    replaces: bool = False
    checks: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to all questions.

    Attributes:
        token: the bot's token.
        language: default language.
        at: default delivery time.
        backups: folder of the nightly backups; None for none.
        http: address of the HTTP endpoints; None for none.
        feeds: the newspapers' feeds; None to leave the list of sources as it is.
        writes_unit: True to write a service file.
    """

    token: str = field(repr=False)
    language: str
    at: dt.time
    backups: Path | None
    http: str | None
    feeds: Sequence[ListedFeed] | None
    writes_unit: bool


def ask_all(options: Options, settings: Settings, interview: Interview) -> Answers:
    """Ask all questions, in order; nothing is written.

    Raises:
        InvalidInput: an option is wrong or missing, or a file exists that may not be changed.
        TelegramUnreachable: the token could not be tried.
    """
    if not may_write(ENV, options, interview):
        raise InvalidInput("nothing was changed")
    token = _ask_token(options, settings, interview)
    regions = _ask_regions(options, interview)
    interview.say("\n3 of 5: language and time of chats that have not chosen theirs")
    language = interview.ask(
        "Language", parse_language, option="--language", given=options.language, default=settings.language
    )
    at = interview.ask("Time", parse_time, option="--at", given=options.at, default=f"{settings.send_at:%H:%M}")
    feeds = _ask_feeds(options, settings, interview, regions)
    interview.say("\n5 of 5: how it runs")
    backups = interview.ask(
        f"Folder for a backup every night, or {NONE}",
        parse_folder,
        option="--backups",
        given=options.backups,
        default="backups",
    )
    http = interview.ask(
        f"Address for health and metrics, as 127.0.0.1:9464, or {NONE}",
        parse_address,
        option="--http",
        given=options.http,
        default=NONE,
    )
    return Answers(token, language, at, backups, http, feeds, _ask_unit(options, interview))


def may_write(path: Path, options: Options, interview: Interview) -> bool:
    """Return whether a file may be written; if it exists, that is asked.

    Raises:
        InvalidInput: it exists, and nobody can be asked.
    """
    if options.replaces or not path.exists():
        return True
    if not interview.asks:
        raise InvalidInput(f"{path} exists; give --replace to change it")
    question = "Change the settings in it that are asked for?" if path == ENV else "Replace it?"
    return interview.confirm(f"{path} exists. {question}", given=None, default=False)


def _ask_token(options: Options, settings: Settings, interview: Interview) -> str:
    interview.say("1 of 5: the bot's token, from @BotFather")
    known = settings.telegram_token.value if settings.telegram_token else None
    given = _read_token(options.token_file) if options.token_file else None
    # The token that is set is never shown as the default.
    question = "Token (Enter: the one that is set)" if known else "Token"

    def parse(text: str) -> str:
        return _try_token(text or known or "", options, settings, interview)

    default = "" if known else None
    return interview.ask(question, parse, option="--token-file", given=given, default=default, hides=True)


def _read_token(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"--token-file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"--token-file {path} is no text") from error


def _try_token(text: str, options: Options, settings: Settings, interview: Interview) -> str:
    token = parse_token(text)
    if not options.checks:
        return token
    proxy = find_proxy(settings.telegram_api)
    found = process.run(probe(settings.telegram_api, token, proxy, SystemClock().now))
    if found.is_rejected:
        raise InvalidInput("Telegram does not know this token")
    if found.username is not None:
        interview.say(f"  @{found.username}")
        return token
    question = f"No answer of Telegram ({found.failure}). Write the token without trying it?"
    if interview.confirm(question, given=None, default=False):
        return token
    raise TelegramUnreachable(f"{found.failure}; --unchecked writes the token without trying it")


def _ask_regions(options: Options, interview: Interview) -> tuple[Region, ...]:
    interview.say("\n2 of 5: where the readers live; decides which newspapers are offered")
    return interview.ask(
        f"Cities or provinces, with commas, or {NONE}",
        parse_regions,
        option="--region",
        given=options.region,
        default=NONE,
    )


def _ask_feeds(
    options: Options, settings: Settings, interview: Interview, regions: Sequence[Region]
) -> Sequence[ListedFeed] | None:
    interview.say("\n4 of 5: newspapers")
    offered, exists = offer_feeds(regions), settings.sources.exists()
    # A list of sources that exists is changed only by somebody who chooses newspapers.
    if options.feeds is None and not (offered and (interview.asks or not exists)):
        interview.say("  None are offered without places.")
        return None if exists else []
    if not may_write(settings.sources, options, interview):
        return None
    for number, feed in enumerate(offered, 1):
        interview.say(f"  {number:>2}  {feed.paper} ({feed.region})")
    chosen = interview.ask(
        f"Numbers with commas, {ALL} or {NONE}",
        partial(parse_choice, offered=offered),
        option="--feeds",
        given=options.feeds,
        default=ALL,
    )
    return _keep_answering(chosen, settings, interview) if options.checks and chosen else chosen


def _keep_answering(chosen: Sequence[ListedFeed], settings: Settings, interview: Interview) -> list[ListedFeed]:
    """Return the feeds that answer, and print a line for each."""
    with Console(stderr=True).status(f"Requesting {len(chosen)} feeds"):
        trials = process.run(_request(chosen, settings))
    for trial in trials:
        typer.echo(f"  {trial}")
    kept = [trial.feed for trial in trials if trial.reason is None]
    if kept:
        return kept
    typer.echo("None of them answered; --unchecked lists them without trying them.", err=True)
    question = "List them without an answer?"
    return list(chosen) if interview.confirm(question, given=None, default=False) else []


async def _request(chosen: Sequence[ListedFeed], settings: Settings) -> list[Trial]:
    clock = SystemClock()
    async with Fetcher(clock.now, user_agent=settings.user_agent) as fetcher:
        return await try_feeds(chosen, fetcher, clock.now())


def _ask_unit(options: Options, interview: Interview) -> bool:
    has_systemd = interview.asks and shutil.which("systemctl") is not None
    wanted = interview.confirm("Service file for systemd?", given=options.service, default=has_systemd)
    return wanted and may_write(UNIT, options, interview)

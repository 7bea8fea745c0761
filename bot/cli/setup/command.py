"""The command `jogan init`: asks, and writes the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from bot.cli.output import fail

if TYPE_CHECKING:
    from bot.cli.setup.questions import Answers
    from bot.settings import Settings

_PRIVATE, _PUBLIC = 0o600, 0o644


_TokenFile: TypeAlias = Annotated[
    Path | None, typer.Option(help="A file with the bot's token (default: JOGAN_TELEGRAM_TOKEN).", metavar="FILE")
]
_Region: TypeAlias = Annotated[
    str | None, typer.Option(help="Cities or provinces of the readers: 강릉,속초 or none.", metavar="NAMES")
]
_Language: TypeAlias = Annotated[
    str | None, typer.Option(help="Language of chats whose language is unknown: ko.", metavar="CODE")
]
_At: TypeAlias = Annotated[str | None, typer.Option(help="Default delivery time: 07:00.", metavar="TIME")]
_Feeds: TypeAlias = Annotated[
    str | None, typer.Option(help="Newspapers of these places: all, none, or names.", metavar="NAMES")
]
_Backups: TypeAlias = Annotated[
    str | None, typer.Option(help="Folder of the nightly backups, or none (default: backups).", metavar="FOLDER")
]
_Http: TypeAlias = Annotated[
    str | None, typer.Option(help="Address for health and metrics, or none (default).", metavar="ADDRESS")
]
_Service: TypeAlias = Annotated[
    bool | None, typer.Option("--service/--no-service", help="Write a service file for systemd.")
]
_Yes: TypeAlias = Annotated[
    bool, typer.Option("--yes", help="Ask nothing, and take the defaults of what is not given.")
]
_Replace: TypeAlias = Annotated[bool, typer.Option("--replace", help="Change files that exist without asking.")]
_Unchecked: TypeAlias = Annotated[
    bool, typer.Option("--unchecked", help="Do not try the token and the newspapers, as without a network.")
]


def init(
    *,
    token_file: _TokenFile = None,
    region: _Region = None,
    language: _Language = None,
    at: _At = None,
    feeds: _Feeds = None,
    backups: _Backups = None,
    http: _Http = None,
    service: _Service = None,
    yes: _Yes = False,
    replace: _Replace = False,
    unchecked: _Unchecked = False,
) -> None:
    """Write .env, jogan.toml and a service file into the current folder, after five questions."""
    from bot.cli.common import load_settings, report_errors
    from bot.cli.setup.interview import Interview
    from bot.cli.setup.questions import Options, ask_all

    options = Options(
        token_file, region, language, at, feeds, backups, http, service, replaces=replace, checks=not unchecked
    )
    settings = load_settings()
    with _explain_abort(), report_errors():
        answers = ask_all(options, settings, Interview(asks=not yes))
        written = list(_write(answers, settings))
    typer.echo("\n".join(_describe(answers, written, settings)))


@contextmanager
def _explain_abort() -> Iterator[None]:
    """Say what to do where nobody can answer, as in a script."""
    try:
        yield
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        fail("there is nobody to ask; give --yes and the options that jogan init --help lists", 2)


def _write(answers: Answers, settings: Settings) -> Iterator[Path]:
    """Write the files and yield their paths; the one with the token comes last."""
    from bot.cli.setup.files import change_env, make_toml
    from bot.cli.setup.questions import ENV, UNIT
    from bot.cli.setup.writing import write
    from bot.intake.source_config import make_default

    if answers.backups:
        answers.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Without newspapers the default needs no file.
    if answers.feeds or (answers.feeds is not None and settings.sources.exists()):
        has_kma_key, has_data_key = (bool(key.value) for key in (settings.kma_key, settings.data_key))
        base = make_default(has_kma_key=has_kma_key, has_data_key=has_data_key)
        write(settings.sources, make_toml(base, answers.feeds), _PUBLIC)
        yield settings.sources
    if answers.writes_unit:
        write(UNIT, _make_unit(answers), _PUBLIC)
        yield UNIT
    text = ENV.read_text(encoding="utf-8") if ENV.exists() else ""
    write(ENV, change_env(text, _list_values(answers)), _PRIVATE)
    yield ENV


def _make_unit(answers: Answers) -> str:
    from bot.cli.setup.unit import find_program, get_owner, make_unit

    folder = Path.cwd()
    backups = answers.backups.absolute() if answers.backups else None
    return make_unit(get_owner(folder), folder, find_program(), backups)


def _list_values(answers: Answers) -> dict[str, str | None]:
    return {
        "telegram_token": answers.token,
        "language": answers.language,
        "send_at": f"{answers.at:%H:%M}",
        "backup_folder": str(answers.backups) if answers.backups else None,
        "http": answers.http,
    }


def _describe(answers: Answers, written: list[Path], settings: Settings) -> Iterator[str]:
    from bot.cli.setup.questions import UNIT
    from bot.cli.setup.unit import get_owner

    yield f"Wrote {', '.join(map(str, written))}."
    if answers.feeds is not None and not answers.feeds:
        yield "No newspaper is listed, so mornings will have no headline; jogan.toml can list some later."
    yield "Next: jogan check, then jogan run"
    if not settings.operators:
        yield "To be told of troubles, and for /admin: send /data to the bot, and add JOGAN_OPERATORS=<its id> to .env"
    if UNIT in written:
        if get_owner(Path.cwd()) == "root":
            yield "The folder is root's, so the service runs as root; better give it to a user, who runs jogan init."
        yield f"As a service: sudo cp {UNIT} /etc/systemd/system/ && sudo systemctl enable --now jogan"

"""`jogan config`, `jogan --version`, and an output that nobody reads."""

import errno
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.common import make_plain_console
from bot.settings import SETTINGS, VERSION
from commands import Commands, app

SECRET = "secret-key"  # noqa: S105 - opens nothing
SOURCES = """
[[source]]
type = "kma"

[[source]]
type = "feed"
name = "인천신문"
address = "https://www.example.com/rss?key=hidden"

[[source]]
type = "folder"
name = "편집국"
path = "inbox"
"""


def jogan(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_version_is_printed() -> None:
    assert jogan("--version") == f"jogan {VERSION}\n"


def test_settings_and_sources_are_printed_without_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_KMA_KEY", SECRET)
    (tmp_path / ".env").write_text("JOGAN_SEND_AT=06:30\n")
    (tmp_path / "jogan.toml").write_text(SOURCES, encoding="utf-8")
    printed = jogan("config")
    rows = {words[0]: words[1:] for line in printed.splitlines() if (words := line.split())}
    assert rows["JOGAN_KMA_KEY"] == ["<secret>", "environment"]
    assert rows["JOGAN_SEND_AT"] == ["06:30", ".env"]
    assert rows["JOGAN_HTTP"] == ["-", "default"]
    assert rows["Sources"][0] == "(jogan.toml),"
    assert rows["feed"] == ["인천신문", "https://www.example.com/rss", "10"]
    assert rows["folder"] == ["편집국", "inbox", "-"]
    assert SECRET not in printed
    assert "hidden" not in printed


def test_a_program_can_read_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_TELEGRAM_TOKEN", SECRET)
    found = json.loads(jogan("config", "--json"))
    assert found["settings"].keys() == {f"JOGAN_{name.upper()}" for name in SETTINGS}
    assert found["settings"]["JOGAN_TELEGRAM_TOKEN"] == {"value": "<secret>", "from": "environment"}
    assert found["sources_from"] == "default"
    assert [one["type"] for one in found["sources"]] == ["kma", "kma-forecast"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BrokenPipeError(), "the output was closed before all of it was written"),
        (OSError(errno.ENOSPC, "No space left on device"), "there was no space left for the output"),
    ],
)
def test_an_output_that_cannot_be_written_ends_in_one_line(
    error: OSError, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = typer.Typer(cls=Commands)

    @program.callback()
    def begin() -> None:
        pass

    @program.command()
    def write() -> None:
        raise error

    # The real one would have to be closed for it.
    monkeypatch.setattr("commands.discard_output", lambda: None)
    result = CliRunner().invoke(program, ["write"])
    assert (result.exit_code, result.stderr) == (1, f"jogan: {reason}\n")
    assert app.info.cls is Commands


def test_a_console_does_not_end_the_program_by_itself() -> None:
    with pytest.raises(BrokenPipeError):
        make_plain_console().on_broken_pipe()

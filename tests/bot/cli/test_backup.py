"""`jogan backup`."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commands import app
from storage.backup import check


def backup(*words: str) -> Result:
    return CliRunner().invoke(app, ["backup", *words])


@pytest.fixture
def folder(database_url: str) -> Path:
    """The working folder, which has a database."""
    return Path(database_url.partition("///")[2]).parent


def test_a_file_is_saved_once(folder: Path) -> None:
    saved, again, replaced = backup("b.db"), backup("b.db"), backup("b.db", "--replace")
    assert re.fullmatch(r"Saved b\.db: 0\.\d MB in \d+\.\d s, checked, revision \d{4}\n", saved.stdout)
    assert (again.exit_code, again.stderr) == (1, "jogan: b.db exists already; another name, or --replace\n")
    assert replaced.exit_code == 0
    assert check(folder / "b.db") in saved.stdout


def test_dated_backups_are_kept_in_a_folder(folder: Path) -> None:
    (folder / "saved").mkdir()
    saved, refused = backup("--keep", "2", "saved"), backup("saved")
    assert re.match(r"Saved saved/jogan-20\d{6}T\d{6}Z\.db: ", saved.stdout)
    assert refused.exit_code == 1
    assert "saved is a folder; name a file in it, or keep dated backups there with --keep" in refused.stderr


def test_what_is_no_file_is_not_replaced(folder: Path) -> None:
    (folder / "link.db").symlink_to("elsewhere.db")
    refused = backup("link.db", "--replace")
    assert (refused.exit_code, refused.stderr) == (1, "jogan: link.db is no regular file\n")
    assert "a backup is written to a file" in backup("-").stderr
    assert not (folder / "elsewhere.db").exists()


def test_without_a_database_nothing_is_created(tmp_path: Path) -> None:
    result = backup("b.db")
    assert (result.exit_code, result.stderr) == (1, "jogan: jogan.db: there is no such file\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("backup", "b c.dump"), "pg_dump --format=custom '--file=b c.dump'"),
        (("restore", "b.dump"), "pg_restore --clean --if-exists b.dump"),
    ],
)
def test_for_postgresql_its_own_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], command: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JOGAN_DATABASE_URL", "postgresql+psycopg://me:secret@host:5433/news")
    whole = f"{command} --host=host --port=5433 --username=me --dbname=news; it is "
    missing = CliRunner().invoke(app, words)
    (tmp_path / command.split(maxsplit=1)[0]).touch(0o700)
    there = CliRunner().invoke(app, words)
    assert missing.exit_code == there.exit_code == 2
    assert f"{whole}not installed: install the client of PostgreSQL first\n" in missing.stderr
    assert f"{whole}installed as {tmp_path}/" in there.stderr
    assert "secret" not in missing.stderr + there.stderr

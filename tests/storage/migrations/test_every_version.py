"""A database of every version is saved, opened and upgraded."""

import logging
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from bot.clock import SystemClock
from storage import migrate
from storage.backup import check
from storage.chats import chats
from storage.database import file_url, make_database
from storage.errors import BackupFailed, DatabaseInUse
from storage.integrity import find_damage, find_orphans, get_revision, open_file
from tests.storage.factories import older_version

ROWS = "INSERT INTO chat (id, kind, language) VALUES (7, 'private', 'en')"
HEAD = migrate.get_head()
OLDER = migrate.list_revisions("sqlite")[:-1]


async def upgrade(path: Path) -> None:
    database = make_database(file_url(str(path)))
    try:
        await database.open()
        async with database.read() as connection:
            found = await chats.get(connection, 7)
            assert found is not None
            assert found.language == "en"
    finally:
        await database.close()


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_the_revisions_are_those_of_alembic(dialect: str) -> None:
    folders = [str(Path(migrate.__file__).with_name("migrations") / name) for name in (dialect, "versions")]
    scripts = ScriptDirectory(str(Path(folders[0]).parent), version_locations=folders)
    assert migrate.list_revisions(dialect) == [one.revision for one in reversed(list(scripts.walk_revisions()))]


def test_there_are_older_versions() -> None:
    assert OLDER[0] == "0001"
    assert len(OLDER) == int(HEAD) - 1


@pytest.mark.parametrize("revision", OLDER)
async def test_a_database_of_a_version_is_saved_and_upgraded(
    revision: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "storage")
    path = tmp_path / "jogan.db"
    older_version(path, revision, ROWS)
    await upgrade(path)
    with open_file(path) as opened:
        assert (find_damage(opened), find_orphans(opened)) == ([], [])
    saved = tmp_path / f"jogan.db.before-{HEAD}"
    assert check(saved) == revision
    with closing(sqlite3.connect(saved)) as rows:
        assert rows.execute("SELECT id, language FROM chat").fetchall() == [(7, "en")]
    line = f"Upgrading the database from revision {revision} to {HEAD}; it is saved as it was: {saved} (0."
    assert caplog.messages[0].startswith(line)


async def test_the_newest_three_are_kept_and_nothing_else_touched(tmp_path: Path) -> None:
    path = tmp_path / "jogan.db"
    older_version(path, OLDER[-1], ROWS)
    for name in ("before-0003", "before-0004", "before-0005", "before-me", "saved"):
        (tmp_path / f"jogan.db.{name}").touch()
    await upgrade(path)
    await upgrade(path)
    endings = ["", ".before-0004", ".before-0005", f".before-{HEAD}", ".before-me", ".saved"]
    assert names(tmp_path) == [f"jogan.db{ending}" for ending in endings]


@pytest.mark.parametrize(("seconds", "is_upgraded"), [(60, False), (-1, True)])
async def test_a_database_is_not_upgraded_under_a_running_bot(tmp_path: Path, seconds: int, is_upgraded: bool) -> None:
    path, until = tmp_path / "jogan.db", int(SystemClock().now().timestamp()) + seconds
    lease = f"INSERT INTO lease (name, holder, since, until) VALUES ('run', 'here 7 8 9', 0, {until})"  # noqa: S608
    older_version(path, "0021", f"{ROWS}; {lease}")
    with nullcontext() if is_upgraded else pytest.raises(DatabaseInUse, match=r"process 7 on here.*stop that"):
        await upgrade(path)
    with open_file(path) as opened:
        assert get_revision(opened) == (HEAD if is_upgraded else "0021")


async def test_without_a_copy_nothing_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "jogan.db"
    older_version(path, "0021", ROWS)

    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.backup.sync", fail)
    with pytest.raises(BackupFailed, match=r"before-\d{4} was not written: No space left on device"):
        await upgrade(path)
    with open_file(path) as opened:
        assert opened.execute("SELECT version_num FROM alembic_version").fetchone() == ("0021",)


async def test_a_new_database_is_not_saved(tmp_path: Path) -> None:
    database = make_database(file_url(str(tmp_path / "jogan.db")))
    await database.open()
    await database.close()
    assert names(tmp_path) == ["jogan.db"]

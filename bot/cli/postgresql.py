"""PostgreSQL's own commands to save and restore a database, with what the database's URL says."""

import shlex
import shutil
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import InvalidInput

_BACKEND = "postgresql"


def refuse_postgresql(database_url: str, program: str, *arguments: str | Path) -> None:
    """Refuse a database of PostgreSQL, and name the command that does it there.

    Args:
        database_url: the database.
        program: PostgreSQL's program, such as ``pg_dump``.
        arguments: its arguments, besides those of the connection.

    Raises:
        InvalidInput: the database is one of PostgreSQL.
    """
    if not database_url.startswith(_BACKEND):
        return
    url = make_url(database_url)
    # Without the password, which the program asks for or finds in PGPASSWORD.
    given = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    connection = [f"--{name}={value}" for name, value in given.items() if value]
    command = shlex.join([program, *map(str, arguments), *connection])
    found = shutil.which(program)
    state = f"it is installed as {found}" if found else "it is not installed: install the client of PostgreSQL first"
    raise InvalidInput(f"PostgreSQL has its own command: {command}; {state}")

"""URLs of databases: files of SQLite, and databases on a server of PostgreSQL."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseUnreachable

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+psycopg"
_EXAMPLES = f"{SQLITE}:///jogan.db or {POSTGRESQL}://user:password@host/jogan"


def parse_url(url: str) -> URL:
    """Return the parts of a database's URL.

    Raises:
        DatabaseUnreachable: it is none, or of a kind that is not supported; the error does not name its password.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(f"not a database URL; one looks like {_EXAMPLES}") from error
    if address.drivername == POSTGRESQL and address.database:
        return address
    # Each connection to ":memory:" would be a database of its own.
    if address.drivername == SQLITE and address.database not in {None, "", ":memory:"}:
        return address
    raise DatabaseUnreachable(f"only a file or a server of PostgreSQL is supported as database: {_EXAMPLES}")


def is_on_server(url: str) -> bool:
    """Return whether a URL is one of a server's database.

    Raises:
        DatabaseUnreachable: it is none, or of a kind that is not supported.
    """
    return parse_url(url).drivername == POSTGRESQL


def find_passwords(url: str) -> tuple[str, ...]:
    """Return the password in a URL; none if there is none, or if it is no URL."""
    try:
        password = make_url(url).password
    except ArgumentError:
        return ()
    return (password,) if password else ()


def file_url(path: str) -> str:
    """Return the URL of a database file; a URL is returned unchanged."""
    return path if "://" in path else f"{SQLITE}:///{path}"


def get_path(url: str) -> str:
    """Return the path of the file that a URL names.

    Raises:
        DatabaseUnreachable: the URL is not one of an SQLite file.
    """
    address = parse_url(url)
    if address.drivername != SQLITE:
        raise DatabaseUnreachable(f"only a file is supported here: {SQLITE}:///jogan.db")
    return str(address.database)

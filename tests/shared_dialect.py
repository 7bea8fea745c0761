"""An SQLite dialect that all engines of a test process share, with one cache of compiled statements."""

from typing import Any, ClassVar, Self

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Engine


class SharedDialect(SQLiteDialect_aiosqlite):
    """The dialect of ``sqlite+aiosqlite``, one instance for each isolation level."""

    supports_statement_cache = True
    _instances: ClassVar[dict[str | None, Any]] = {}
    _compiled: ClassVar[dict[Any, Any]] = {}

    def __new__(cls, *, isolation_level: str | None = None, **_options: Any) -> Self:
        """Return the instance of an isolation level."""
        shared: Self = cls._instances.setdefault(isolation_level, super().__new__(cls))
        return shared

    def __init__(self, **options: Any) -> None:
        if "dbapi" not in vars(self):
            super().__init__(**options)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Make the engine use the cache; the dialect is part of its keys."""
        engine.update_execution_options(compiled_cache=cls._compiled)


def register() -> None:
    """Use this dialect for ``sqlite+aiosqlite`` from now on.

    Each test opens a database of its own. With a cache for each engine, compiling the same statements again took a
    third of the processor time of a test that starts the bot.
    """
    registry.register("sqlite.aiosqlite", __name__, SharedDialect.__name__)

"""Constructs of SQL that are written once and compiled for each dialect: upserts, and lists as one parameter.

A list is one parameter, so that a statement is compiled once for lists of any length: SQLAlchemy compiles `in_` again
for each length, which cost a broadcast more than all its other database work.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, Integer, Select, bindparam, literal_column, select
from sqlalchemy import Text as AnyText

# PostgreSQL's INSERT would load all its drivers, 5 MB.
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeDecorator, TypeEngine

__all__ = [
    "Condition",
    "Insert",
    "can_write_in_with",
    "insert",
    "is_in",
    "json_entries",
    "json_number",
    "json_pairs",
    "keeps_order",
]


class _List(TypeDecorator[Collection[Any]]):
    """List as one parameter: JSON on SQLite, an array on PostgreSQL."""

    impl = AnyText
    cache_ok = True

    def __init__(self, item: type[BigInteger] | type[AnyText]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return AnyText()
        from sqlalchemy.dialects.postgresql import ARRAY  # noqa: PLC0415 - 5 MB

        return ARRAY(self.item)

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class Json(TypeDecorator[Any]):
    """JSON text: the parameter type of `json_pairs` and `json_entries`; a text is one already."""

    impl = AnyText
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return value if value is None or isinstance(value, str) else json.dumps(list(value))


class Condition(FunctionElement[bool]):
    """Condition in the words of a dialect."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Return it as it is: SQLAlchemy would compare it with 1 on SQLite, which then uses no index."""
        del against
        return self


class _IsIn(Condition):
    inherit_cache = True


def is_in(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that a column, of numbers or texts, has one of the values of a list parameter."""
    item = BigInteger if isinstance(column.type, Integer) else AnyText
    return _IsIn(column, bindparam(name, type_=_List(item)))


@compiles(_IsIn, "sqlite")
def _compile_is_in_sqlite(element: _IsIn, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - compiled parts


@compiles(_IsIn, "postgresql")
def _compile_is_in_postgresql(element: _IsIn, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY ({values})"


class _Unindexed(FunctionElement[str]):
    type = AnyText()
    inherit_cache = True


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a text column for a condition that no index of PostgreSQL serves.

    Its planner takes a partial index of few rows for as small as it was when it last counted, and reads all of it
    instead of the rows that other conditions name: also entries of rows that have left it, until a vacuum.
    """
    return _Unindexed(column)


@compiles(_Unindexed, "sqlite")
def _compile_unindexed_sqlite(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_Unindexed, "postgresql")
def _compile_unindexed_postgresql(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} || '')"


class _NumberOf(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True


def number_of(column: ColumnElement[Any], ids: str, numbers: str) -> ColumnElement[int]:
    """Return the number, or NULL, that stands in one list parameter where another one has the value of a column.

    Only where a connection `has_arrays`. For each row the list is searched, so that it must be a short one.
    """
    lists = (bindparam(name, type_=_List(BigInteger)) for name in (numbers, ids))
    return _NumberOf(*lists, column)


@compiles(_NumberOf)
def _compile_number_of(element: _NumberOf, compiler: SQLCompiler, **options: Any) -> str:
    numbers, ids, column = (compiler.process(one, **options) for one in element.clauses)
    return f"({numbers})[array_position({ids}, {column})]"


def has_arrays(connection: AsyncConnection) -> bool:
    """Return whether list parameters are arrays, for `number_of`."""
    return connection.dialect.name == "postgresql"


@compiles(OnConflictDoNothing, "postgresql")
def _compile_do_nothing(element: OnConflictDoNothing, compiler: Any, **options: Any) -> str:
    return str(compiler.visit_on_conflict_do_nothing(_without_constraint(element), **options))


@compiles(OnConflictDoUpdate, "postgresql")
def _compile_do_update(element: OnConflictDoUpdate, compiler: Any, **options: Any) -> str:
    return str(compiler.visit_on_conflict_do_update(_without_constraint(element), **options))


def _without_constraint(clause: Any) -> Any:
    """Return a clause of SQLite with the attribute that only PostgreSQL's has: a constraint that it names."""
    clause.constraint_target = None
    return clause


class _JsonEach(FunctionElement[Any]):
    inherit_cache = True


class _JsonItems(FunctionElement[Any]):
    inherit_cache = True


class _JsonNumber(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True


@compiles(_JsonEach, "sqlite")
@compiles(_JsonItems, "sqlite")
def _compile_each_sqlite(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_JsonEach, "postgresql")
def _compile_each_postgresql(element: _JsonEach, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each(CAST({compiler.process(element.clauses, **options)} AS JSON))"


@compiles(_JsonItems, "postgresql")
def _compile_items_postgresql(element: _JsonItems, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements(CAST({compiler.process(element.clauses, **options)} AS JSON))"


@compiles(_JsonNumber, "sqlite")
def _compile_number_sqlite(element: _JsonNumber, compiler: SQLCompiler, **options: Any) -> str:
    value, index = (compiler.process(one, **options) for one in element.clauses)
    return f"json_extract({value}, '$[{index}]')"


@compiles(_JsonNumber, "postgresql")
def _compile_number_postgresql(element: _JsonNumber, compiler: SQLCompiler, **options: Any) -> str:
    value, index = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST({value} ->> {index} AS BIGINT)"


def json_entries(name: str) -> TableValuedAlias:
    """Return the ``key`` and ``value`` of each member of a parameter, a JSON object; keys are text."""
    return _JsonEach(bindparam(name, type_=Json)).table_valued("key", "value")


def json_number(value: ColumnElement[Any], index: int) -> ColumnElement[int]:
    """Return a number, or NULL, of a JSON array that is a value of `json_entries`."""
    return _JsonNumber(value, literal_column(str(index)))


def json_pairs(name: str) -> Select[*tuple[Any, Any]]:
    """Return a subquery of the pairs of numbers of a list parameter, as ``first`` and ``second``."""
    pair = _JsonItems(bindparam(name, type_=Json)).table_valued("value").c.value
    return select(json_number(pair, 0).label("first"), json_number(pair, 1).label("second"))


def keeps_order(connection: AsyncConnection) -> bool:
    """Return whether rows of a subquery with ORDER BY and LIMIT come in its order where the query around has none."""
    return connection.dialect.name == "sqlite"


def can_write_in_with(connection: AsyncConnection) -> bool:
    """Return whether a statement may change rows in its WITH clause."""
    return connection.dialect.name == "postgresql"

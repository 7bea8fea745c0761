"""Lists as one JSON parameter, so that a statement is compiled once for lists of any length."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from storage.types import JsonList


def json_list(name: str) -> Select[*tuple[Any]]:
    """Return a subquery of the values of a list parameter: numbers or texts."""
    # SQLAlchemy compiles `in_` again for each length, which cost a broadcast more than all its other database work.
    return select(func.json_each(bindparam(name, type_=JsonList)).table_valued("value").c.value)


def json_pairs(name: str) -> Select[*tuple[Any, Any]]:
    """Return a subquery of the pairs of a list parameter."""
    pair = func.json_each(bindparam(name, type_=JsonList)).table_valued("value").c.value
    return select(func.json_extract(pair, "$[0]").label("first"), func.json_extract(pair, "$[1]").label("second"))

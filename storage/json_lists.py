"""Lists as one parameter, so that a statement is the same, and built once, however long its list is.

SQLAlchemy writes `in_` anew for each length, which costs a wave more than all else that it asks of the database.
"""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from storage.types import Listed


def json_list(name: str) -> Select[*tuple[Any]]:
    """The values of a list that is given as a parameter: numbers or texts."""
    return select(func.json_each(bindparam(name, type_=Listed)).table_valued("value").c.value)


def json_pairs(name: str) -> Select[*tuple[Any, Any]]:
    """The pairs of a list that is given as a parameter."""
    pair = func.json_each(bindparam(name, type_=Listed)).table_valued("value").c.value
    return select(func.json_extract(pair, "$[0]"), func.json_extract(pair, "$[1]"))

"""Parts of packages that are kept from being loaded."""

import sys
from types import ModuleType

_UNUSED = (
    # `bot.telegram_api.transport` takes the place of python-telegram-bot's requests.
    "httpx",
    # The store has no ORM.
    "sqlalchemy.ext.asyncio.scoping",
    "sqlalchemy.ext.asyncio.session",
)
"""Modules that packages load and nothing here calls."""


class _Absent(ModuleType):
    """Stands for a module that is not loaded; each name in it is a class of its own, for annotations and `except`."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (Exception,), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


def leave_out_unused() -> None:
    """Keep parts of packages from being loaded that have no use here, 12 MB (docs/decisions/053)."""
    for name in _UNUSED:
        sys.modules.setdefault(name, _Absent(name))

"""Tracebacks for the log, without words that people may have written."""

import traceback
from collections.abc import Iterator

# The text of any other error may quote a value: int("…") does, and so do Telegram and the database.
_QUOTES_NOTHING = AttributeError, ImportError, NameError, NotImplementedError, RuntimeError, TypeError
"""Errors whose text is about code, and not about what was given to it."""

_LINK = "\n\nDuring the handling of this, or because of it:\n\n"


def format_error(error: BaseException) -> str:
    """Return the traceback of an error and of those that led to it, with their text only if it quotes nothing."""
    return _LINK.join(_format_one(one) for one in reversed(list(_list_chain(error))))


def _list_chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that led to it, the newest first."""
    following: BaseException | None = error
    seen: set[int] = set()
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _format_one(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    words = f": {error}" if isinstance(error, _QUOTES_NOTHING) and str(error) else ""
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    below = "".join(f"\n\nOne of its parts:\n\n{format_error(part)}" for part in parts)
    return f"Traceback (most recent call last):\n{frames}{type(error).__qualname__}{words}{below}"

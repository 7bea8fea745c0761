"""What every part of the client stands on: a way to ask, and which bot is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ChatRef: TypeAlias = int | str
"""A chat's id, or its @name."""


class Transport(Protocol):
    """Does an action of the control API, by its name and its arguments."""

    async def __call__(self, name: str, given: Mapping[str, Any], /) -> Any:
        """Do it, and return what there is to tell."""


class Base:
    """A way to ask.

    Args:
        call: does an action.
        bot: which bot is meant, by its id or its @name; None is the first, or all where `wait` and `calls` count.
    """

    def __init__(self, call: Transport, bot: int | str | None = None) -> None:
        self._call = call
        self.bot = bot

    def _at(self, chat: ChatRef, person: int) -> dict[str, object]:
        return {"chat": chat, "person": person, "bot": self.bot}

"""What a handler gets with an update."""

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from telegram.ext import Application, CallbackContext, ExtBot

from bot.dependencies import Dependencies
from bot.limiter import Lane

if TYPE_CHECKING:
    from bot.application import JoganApplication

_Data: TypeAlias = dict[Any, Any]


class Context(CallbackContext[ExtBot[Lane], _Data, _Data, _Data]):
    """A callback context that knows the application's parts."""

    @property
    def deps(self) -> Dependencies:
        """The application's parts."""
        return cast("JoganApplication", self.application).dependencies

    @property
    def words(self) -> list[str]:
        """What was written behind the command, word by word."""
        return self.args or []


AnyApplication: TypeAlias = Application[ExtBot[Lane], Context, _Data, _Data, _Data, None]

"""Interview: asks the operator in a terminal, or takes options and defaults without one."""

from collections.abc import Callable
from typing import TypeVar

import typer

from bot.errors import InvalidInput

Value = TypeVar("Value")


class Interview:
    """Source of answers.

    Args:
        asks: True to ask for what no option gives; False to take its default.
    """

    def __init__(self, *, asks: bool) -> None:
        self._asks = asks

    @property
    def asks(self) -> bool:
        """True if there are questions."""
        return self._asks

    def say(self, text: str) -> None:
        """Print a line between the questions; without questions there are none."""
        if self._asks:
            typer.echo(text)

    def ask(
        self,
        question: str,
        parse: Callable[[str], Value],
        *,
        option: str,
        given: str | None,
        default: str | None,
        hides: bool = False,
    ) -> Value:
        """Return an answer; a wrong one is asked for again.

        Args:
            question: the question, without a colon.
            parse: parses the answer, and raises `InvalidInput` with the reason if it is wrong.
            option: name of the option that answers the question.
            given: its value; None if it was not given.
            default: the answer if there is no other; None if there must be one.
            hides: True if the answer may not be shown.

        Raises:
            InvalidInput: an option is wrong, or something that has no default is missing.
        """
        if given is not None:
            return parse(given)
        if not self._asks:
            if default is None:
                raise InvalidInput(f"{option} is missing")
            return parse(default)
        while True:
            answer = typer.prompt(question, default=default, hide_input=hides, show_default=bool(default))
            try:
                return parse(answer)
            except InvalidInput as error:
                typer.echo(f"  {error}", err=True)

    def confirm(self, question: str, *, given: bool | None, default: bool) -> bool:
        """Return a decision; the option if it was given, else the answer, else the default."""
        if given is not None:
            return given
        return typer.confirm(question, default=default) if self._asks else default

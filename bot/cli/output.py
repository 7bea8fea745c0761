"""Errors and exit codes of the command line; imports nothing else, and not Typer."""

import sys
from collections.abc import Callable
from typing import NoReturn


def print_error(reason: str) -> None:
    """Print an error to standard error."""
    print(f"jogan: {reason}", file=sys.stderr)  # noqa: T201 - the output


def fail(reason: str, code: int, report: Callable[[str], None] = print_error) -> NoReturn:
    """Print an error and exit.

    Raises:
        SystemExit: always.
    """
    report(reason)
    raise SystemExit(code)

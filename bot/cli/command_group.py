"""The group of all commands, and an output that nobody reads; imports next to nothing."""

import errno
import gc
import os
import sys
from typing import Any

from typer.core import TyperGroup

from bot.cli.output import fail
from bot.runtime.unused_modules import leave_out_unused


def discard_output() -> None:
    """Discard what is still written to standard output."""
    # What is left in its buffer would fail once more at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Commands(TyperGroup):
    """Group of all commands; ends them with one line if nobody reads their output any more, as with ``| head``."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command.

        Raises:
            SystemExit: the output could not be written; that has been printed.
        """
        # Nothing that a command imports is garbage, and looking for it takes a third of the command's time.
        # `bot.runtime.process.run` allows it again.
        gc.disable()
        leave_out_unused()
        try:
            result = super().invoke(ctx)
            # Python's own flush at the end would print a traceback.
            sys.stdout.flush()
        except BrokenPipeError:
            discard_output()
            fail("the output was closed before all of it was written", 1)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            discard_output()
            fail("there was no space left for the output", 1)
        finally:
            # Python's end would look once more at all objects.
            gc.freeze()
            gc.enable()
        return result

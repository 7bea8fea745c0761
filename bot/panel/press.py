"""What the buttons of the settings say, in at most 64 bytes that mean the same after a restart.

A button carries what is wanted and not what is to be turned over, so that pressing it twice, or two people at once,
does no harm.
"""

import re
from dataclasses import dataclass

PREFIX = "s:"

_DATA = re.compile(r"s:(-?[0-9]{1,15}):([a-z]+|[+-])(?::(.*))?")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, or can be.

    Attributes:
        number: the subscription; 0 for the topic in which the button stands, and the id of another chat for that chat,
            where there may be no subscription.
        deed: the screen that is to be shown, or what is to be done.
        value: with what.
    """

    number: int
    deed: str
    value: str = ""

    @property
    def data(self) -> str:
        """As a button's data; `read_press` reads them."""
        return f"{PREFIX}{self.number}:{self.deed}" + (f":{self.value}" if self.value else "")


def read_press(data: str) -> Press | None:
    """What a button's data say, or None where they say nothing."""
    match = _DATA.fullmatch(data)
    return None if match is None else Press(int(match[1]), match[2], match[3] or "")

"""What the buttons of the settings say, in at most 64 bytes that mean the same after a restart.

A button carries what is wanted and not what is to be turned over, so that pressing it twice, or two people at once,
does no harm. A subscription of another chat than the button's is named in another way than one of its own: numbers of
removed ones come again, and an old keyboard must not reach into a chat that it was not made for.
"""

import re
from dataclasses import dataclass

PATTERN = "^[sS]:"
"""How a button's data begin."""

_DATA = re.compile(r"([sS]):(-?[0-9]{1,15}):([a-z]+|[+-])(?::(.*))?")
_HERE, _ELSEWHERE = "s", "S"


@dataclass(frozen=True, slots=True)
class CallbackData:
    """A button that was pressed, or can be.

    Attributes:
        number: the subscription; 0 for the topic in which the button stands, and the id of another chat for that chat,
            where there may be no subscription.
        action: the screen that is to be shown, or what is to be done.
        value: with what.
        is_elsewhere: whether the subscription is of another chat than that in which the button stands.
    """

    number: int
    action: str
    value: str = ""
    is_elsewhere: bool = False

    @property
    def data(self) -> str:
        """As a button's data; `read_press` reads them."""
        begin = _ELSEWHERE if self.is_elsewhere else _HERE
        return f"{begin}:{self.number}:{self.action}" + (f":{self.value}" if self.value else "")


def read_press(data: str) -> CallbackData | None:
    """What a button's data say, or None where they say nothing."""
    match = _DATA.fullmatch(data)
    if match is None:
        return None
    return CallbackData(int(match[2]), match[3], match[4] or "", is_elsewhere=match[1] == _ELSEWHERE)

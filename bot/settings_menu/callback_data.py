"""Callback data of the settings menu's buttons: ``s:SUBSCRIPTION:ACTION:VALUE``, at most 64 bytes.

A button carries the wanted state and not a toggle.
"""

import re
from dataclasses import dataclass
from typing import Self

_DATA = re.compile(r"([sS]):(-?[0-9]{1,15}):([a-z]+|[+-])(?::(.*))?")
# Row ids of removed subscriptions are used again. Two prefixes keep an old keyboard from changing another chat's.
_HERE, _ELSEWHERE = "s", "S"


@dataclass(frozen=True, slots=True)
class SettingsCallback:
    """Data of a button of the settings menu.

    Attributes:
        number: row id of the subscription; where there may be none, 0 for the topic of the button's message or the id
            of another chat.
        action: the screen to show, or the change to make.
        value: the argument of the action, or empty.
        is_elsewhere: whether the subscription belongs to another chat than the button's message.
    """

    number: int
    action: str
    value: str = ""
    is_elsewhere: bool = False

    def encode(self) -> str:
        """Return the string that Telegram sends back when the button is pressed."""
        prefix = _ELSEWHERE if self.is_elsewhere else _HERE
        return f"{prefix}:{self.number}:{self.action}" + (f":{self.value}" if self.value else "")

    @classmethod
    def decode(cls, data: str) -> Self:
        """Parse a button's string.

        Raises:
            ValueError: it is of another kind, or malformed.
        """
        match = _DATA.fullmatch(data)
        if match is None:
            raise ValueError(f"not {cls.__name__}")
        return cls(int(match[2]), match[3], match[4] or "", is_elsewhere=match[1] == _ELSEWHERE)

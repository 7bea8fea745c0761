"""Errors of the settings menu.

SettingsMenuError
├── OutOfDate: the button refers to something that no longer exists
└── Refusal: the change is not possible; its message tells the person why
"""


class SettingsMenuError(Exception):
    """A button changed nothing."""


class OutOfDate(SettingsMenuError):
    """The button is of another version of the bot, or refers to something that no longer exists."""


class Refusal(SettingsMenuError):
    """The change is not possible.

    Args:
        message: msgid of what to tell the person.
        values: values of its placeholders.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

"""Why a press changes nothing.

PanelError
├── OutOfDate: the button does not fit what there is
└── Refusal: what is wished cannot be, and who wishes it is told why
"""


class PanelError(Exception):
    """A press changes nothing."""


class OutOfDate(PanelError):
    """The button does not fit what there is: it is of another version, or what it names is gone."""


class Refusal(PanelError):
    """What is wished cannot be.

    Args:
        message: what is said, in English.
        values: what stands in it.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

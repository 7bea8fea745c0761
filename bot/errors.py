"""What can be wrong with the bot itself.

BotError
├── AlreadyRunning: another process runs the bot on this database
├── DrawingFailed: a picture could not be drawn
├── TokenRejected: Telegram does not know the bot's token
├── UnknownLanguage: there is no catalogue of the language that is set
├── InvalidConfiguration: the file that lists the sources cannot be used
├── InvalidInput: what was given on the command line cannot be used
└── UnknownRegion: a name is not that of one province or district
"""


class BotError(Exception):
    """The bot cannot run, or not do something."""


class InvalidInput(BotError):
    """What was given on the command line cannot be used."""


class AlreadyRunning(BotError):
    """Another process runs the bot on this database."""


class DrawingFailed(BotError):
    """A picture could not be drawn."""


class TokenRejected(BotError):
    """Telegram does not know the bot's token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this token; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API")


class UnknownLanguage(BotError):
    """There is no catalogue of a language."""


class UnknownRegion(BotError):
    """A name is not that of one province or district."""


class InvalidConfiguration(BotError):
    """The file that lists the sources cannot be used; the message names the line and the field."""

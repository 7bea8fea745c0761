"""Errors of the bot itself.

BotError
├── AddressUnusable: nobody can listen on an address
├── AlreadyRunning: another process runs the bot on this database
├── DatabaseLost: the database's file was deleted or replaced while the bot was running
├── DrawingFailed: a picture could not be drawn
├── InvalidConfiguration: the file that lists the sources is invalid
├── InvalidInput: an argument or a file of the command line is invalid
├── OtherBot: the token is of another bot than the database
├── Pruned: the other workers on the database have taken over the work of this one
├── TelegramUnreachable: Telegram does not accept calls for now
├── TokenRejected: Telegram rejected the bot's token
├── UnknownLanguage: there is no catalogue for a language
└── UnknownRegion: a name is not that of exactly one province or district
"""


class BotError(Exception):
    """The bot cannot run, or cannot do something."""


class AddressUnusable(BotError):
    """Nobody can listen on an address."""


class AlreadyRunning(BotError):
    """Another process runs the bot on this database."""


class DatabaseLost(BotError):
    """The database's file was deleted or replaced while the bot was running."""

    def __init__(self) -> None:
        super().__init__("the database was deleted or replaced while the bot was running; the log says what to do")


class DrawingFailed(BotError):
    """A picture could not be drawn."""


class InvalidConfiguration(BotError):
    """The file that lists the sources is invalid; the message names the line and the field."""


class InvalidInput(BotError):
    """An argument or a file of the command line is invalid."""


class OtherBot(BotError):
    """The token is of another bot than the one whose chats are stored."""

    def __init__(self, stored: int, given: int) -> None:
        super().__init__(
            f"the database is of bot {stored}, but JOGAN_TELEGRAM_TOKEN is of bot {given}, which its subscribers have "
            "not started; set the token of the first, or run once with --other-bot"
        )


class Pruned(BotError):
    """The other workers have deleted this one."""

    def __init__(self) -> None:
        super().__init__(
            "this process was suspended or without the database for too long, and the other workers have taken over "
            "its work; start it again, as its supervisor does, and it takes part again"
        )


class TelegramUnreachable(BotError):
    """Telegram does not accept calls for now."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Telegram does not accept calls for now ({detail}); run the command again later")


class TokenRejected(BotError):
    """Telegram rejected the bot's token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this token; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API")


class UnknownLanguage(BotError):
    """There is no catalogue for a language."""


class UnknownRegion(BotError):
    """A name is not that of exactly one province or district."""

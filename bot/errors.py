"""What can be wrong with the bot itself.

BotError
├── NoSuchSource: what is to be taken in is not there
├── TokenRejected: Telegram does not know the bot's token
└── UnknownLanguage: there is no catalogue of the language that is set
"""


class BotError(Exception):
    """The bot cannot run."""


class NoSuchSource(BotError):
    """What is to be taken in is not there."""


class TokenRejected(BotError):
    """Telegram does not know the bot's token."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this token; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API")


class UnknownLanguage(BotError):
    """There is no catalogue of a language."""

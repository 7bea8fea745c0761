"""What can be wrong with the bot itself.

BotError
└── TokenRejected: Telegram does not know the bot's token
"""


class BotError(Exception):
    """The bot cannot run."""


class TokenRejected(BotError):
    """Telegram does not know the bot's token."""

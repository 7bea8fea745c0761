"""Handlers of updates, one module a conversation."""

from bot.context import JoganApplication
from handlers import (
    admin,
    bulletin,
    channels,
    errors,
    fallback,
    forecast,
    inline,
    language,
    location,
    membership,
    news,
    pictures,
    privacy,
    settings,
    start,
    subscriptions,
    topics,
    weather,
)
from handlers.admission.control import Admission

CONVERSATIONS = (
    # Commands and the buttons below their answers.
    start,  # /start, /help
    weather,  # /weather
    forecast,  # /forecast, /tomorrow, /week, /dust, /warnings
    pictures,  # /map, /chart
    news,  # /news
    subscriptions,  # /subscribe, /unsubscribe, /status
    settings,  # /settings; the reply to its question for cities goes before all other text (handler group -1)
    channels,  # /channel, and posts forwarded from a channel
    language,  # /language
    privacy,  # /data, /forget
    bulletin,  # the buttons below a bulletin
    admin,  # /admin, for operators; what they type after its questions goes before all other text (handler group -2)
    # Other updates.
    inline,
    location,  # after channels: a location forwarded from a channel names the channel
    membership,
    topics,
    # After all others: text in a private chat that is no command, and buttons that no longer mean anything.
    fallback,
)
"""The order of registration: the first handler that fits an update gets it."""


def register_all(application: JoganApplication) -> None:
    """Register all handlers, the error handler and the admission of updates."""
    for conversation in CONVERSATIONS:
        conversation.register(application)
    errors.register(application)
    application.use(Admission(application))

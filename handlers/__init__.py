"""What a chat can say, one module a conversation.

`register_all` is the only place that decides the order: the first handler that fits an update has it.
"""

from bot.context import AnyApplication
from handlers import (
    channel_panel,
    channels,
    errors,
    fallback,
    following,
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
    too_many,
    topics,
    unreachable,
    weather,
)


def register_all(application: AnyApplication) -> None:
    """Add all handlers."""
    # Whatever comes from who asks too often.
    too_many.register(application)
    # What is pressed where no handler below could answer.
    unreachable.register(application)
    start.register(application)
    weather.register(application)
    pictures.register(application)
    news.register(application)
    subscriptions.register(application)
    following.register(application)
    settings.register(application)
    channels.register(application)
    channel_panel.register(application)
    inline.register(application)
    language.register(application)
    privacy.register(application)
    location.register(application)
    membership.register(application)
    topics.register(application)
    # Whatever no handler above has taken.
    fallback.register(application)
    errors.register(application)

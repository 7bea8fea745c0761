"""What a chat can say, one module a conversation.

`register_all` is the only place that decides the order: the first handler that fits an update has it.
"""

from bot.context import AnyApplication
from handlers import (
    channel_panel,
    channels,
    errors,
    fallback,
    follow_button,
    inaccessible_messages,
    inline,
    language,
    location,
    membership,
    news,
    pictures,
    privacy,
    rate_limit,
    settings,
    start,
    subscriptions,
    topics,
    weather,
)


def register_all(application: AnyApplication) -> None:
    """Add all handlers."""
    # Whatever comes from who asks too often.
    rate_limit.register(application)
    # What is pressed where no handler below could answer.
    inaccessible_messages.register(application)
    start.register(application)
    weather.register(application)
    pictures.register(application)
    news.register(application)
    subscriptions.register(application)
    follow_button.register(application)
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

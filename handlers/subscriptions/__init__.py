"""`/subscribe`, `/add`, `/remove`, `/unsubscribe`, `/status`, and the buttons below their answers."""

from bot.context import AnyApplication
from handlers.subscriptions import cities, second, status, subscribing, unsubscribing


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    for conversation in (subscribing, second, cities, unsubscribing, status):
        conversation.register(application)

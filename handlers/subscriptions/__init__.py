"""`/subscribe`, `/add`, `/remove`, `/unsubscribe`, `/status`, and the buttons below their answers."""

from bot.context import AnyApplication
from handlers.subscriptions import cities, status, subscribing, times, unsubscribing, warnings


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    for conversation in (subscribing, warnings, times, cities, unsubscribing, status):
        conversation.register(application)

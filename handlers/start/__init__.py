"""`/start`, `/help`, the first steps of a new chat, and the menus of commands."""

from bot.context import AnyApplication
from handlers.start import first_steps, greeting, overview


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    for conversation in (greeting, overview, first_steps):
        conversation.register(application)

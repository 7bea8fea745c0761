"""The settings of a chat's bulletins: what its buttons name, what pressing them changes, and its screens.

Nothing here knows of Telegram: `handlers.settings` shows the screens and takes the presses.
"""

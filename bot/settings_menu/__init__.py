"""The settings menu: callback data of its buttons, the changes that they make, and its screens.

Nothing here depends on Telegram; `handlers.settings` sends the screens and handles the buttons.
"""

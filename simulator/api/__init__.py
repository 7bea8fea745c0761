"""The Bot API's methods and their arguments."""

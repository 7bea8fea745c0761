"""Pure functions from data to the text of a message: no clock, no store, no Telegram."""

"""Texts: pure functions from data, a time and a translator to a message, without database or Telegram."""

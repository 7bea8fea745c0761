"""Tests of `bot.parsing.bulletins`."""

"""Constants of the tests that start the bot."""

from pathlib import Path

MAIN = Path(__file__).resolve().parents[2] / "main.py"
TOKEN = "987654321:AAF-a_token_that_nobody_may_see_0123456"  # noqa: S105 - opens nothing

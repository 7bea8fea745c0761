"""Bot tokens and their accounts."""

import re
from collections.abc import Iterable

from simulator import errors
from simulator.errors import ApiError
from simulator.world.accounts import Account
from simulator.world.world import World

_TOKEN = re.compile(r"(\d{1,18}):[A-Za-z0-9_-]+")


def accounts_by_token(world: World, tokens: Iterable[str]) -> dict[str, Account]:
    """Return the bots of these tokens; the first token is the world's first bot's.

    Raises:
        ValueError: a token is malformed.
    """
    accounts: dict[str, Account] = {}
    for token in tokens:
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ValueError("malformed token: a token is a number, a colon and letters, e.g. 1:local")
        # The world's first bot exists already, with an id of its own.
        bot_id = int(match[1]) if accounts else world.bot.id
        if bot_id not in world.accounts:
            world.new_bot(bot_id, f"Bot {bot_id}", f"local_{bot_id}_bot")
        accounts[token] = world.accounts[bot_id]
    return accounts


def token_error(token: str) -> ApiError:
    """Return Telegram's 401 for an unknown token, or the one for a malformed token."""
    return errors.unauthorized() if _TOKEN.fullmatch(token) else errors.invalid_token()

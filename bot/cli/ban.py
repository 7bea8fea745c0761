"""`jogan ban` and `jogan unban`: reports of the chats and people that the bot does not serve."""

import json
from collections.abc import Sequence

from sources.records import KST
from storage.chats.refused import RefusedChat


def describe(found: Sequence[RefusedChat]) -> str:
    """Return a line for each."""
    return "\n".join(map(_describe, found)) or "Nobody is banned."


def _describe(one: RefusedChat) -> str:
    return f"{one.number}: {one.reason.replace('_', ' ')} since {one.refused_at.astimezone(KST):%Y-%m-%d %H:%M} (Seoul)"


def to_json(found: Sequence[RefusedChat]) -> str:
    """Return them as a JSON object."""
    rows = [{"chat": one.number, "reason": one.reason, "since": one.refused_at.isoformat()} for one in found]
    return json.dumps({"refused": rows})

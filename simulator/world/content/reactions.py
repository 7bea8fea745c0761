"""Reactions to messages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

# ReactionTypeEmoji of the Bot API; others, and these with a variation selector, are invalid.
EMOJI = frozenset(
    [
        *"❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨",
        *"🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡",
        *("❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"),
    ]
)


class Reaction(NamedTuple):
    """Telegram's ReactionType; the value is the emoji, or the custom emoji's id."""

    kind: Literal["emoji", "custom_emoji"]
    value: str

    def to_json(self) -> dict[str, object]:
        """Return Telegram's ReactionType."""
        return {"type": self.kind, "emoji" if self.kind == "emoji" else "custom_emoji_id": self.value}


def totals_json(given: Mapping[int, Sequence[Reaction]]) -> list[dict[str, object]]:
    """Return Telegram's ReactionCounts, the most frequent first, of reactions by user id."""
    counts = Counter(reaction for reactions in given.values() for reaction in reactions)
    return [{"type": reaction.to_json(), "total_count": total} for reaction, total in counts.most_common()]

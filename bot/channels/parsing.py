"""What is written behind `/channel`: which channel, and how its bulletins are to end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.layout import utf16_length

LONGEST_SIGNATURE = 200
"""UTF-16 units."""

LONGEST_HASHTAG = 50

_NAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_NUMBER = re.compile(r"-100[0-9]{5,13}")
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:c/(?P<number>[0-9]{5,13})|(?:s/)?(?P<name>[A-Za-z]\w{3,31}))(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_HASHTAG = re.compile(rf"#?(?=\w*[^\W\d_])(\w{{1,{LONGEST_HASHTAG}}})")

Reference = int | str
"""A channel: its id, or its name with the ``@``."""


@dataclass(frozen=True, slots=True)
class ChannelWish:
    """What is wished.

    Attributes:
        reference: which channel.
        deed: ``signature`` or ``hashtag``, or empty where the channel is only to be shown.
        text: what the signature or the hashtag is to be.
    """

    reference: Reference
    deed: str = ""
    text: str = ""


def parse_channel_wish(words: Sequence[str]) -> ChannelWish | None:
    """Read a wish; None where it names no channel, or wishes something else."""
    if not words or (reference := parse_reference(words[0])) is None:
        return None
    deed = words[1].casefold() if len(words) > 1 else ""
    return ChannelWish(reference, deed, " ".join(words[2:])) if deed in {"", "signature", "hashtag"} else None


def parse_reference(word: str) -> Reference | None:
    """Which channel is meant by its name, its link or its id; None where it is none of these."""
    if _NUMBER.fullmatch(word):
        return int(word)
    if name := _NAME.fullmatch(word):
        return f"@{name[1]}"
    link = _LINK.fullmatch(word)
    if link is None:
        return None
    return int(f"-100{link['number']}") if link["number"] else f"@{link['name']}"


def parse_signature(text: str) -> str | None:
    """A signature, in one line; None where it is empty or too long."""
    line = " ".join(text.split())
    return line if 0 < utf16_length(line) <= LONGEST_SIGNATURE else None


def parse_hashtag(text: str) -> str | None:
    """A hashtag as Telegram links it, with its ``#``; None where it is none."""
    found = _HASHTAG.fullmatch(text.strip())
    return f"#{found[1]}" if found else None

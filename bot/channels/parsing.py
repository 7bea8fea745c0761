"""Parse the words after `/channel`: the channel, and a signature or hashtag for its bulletins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.layout import utf16_length

MAX_SIGNATURE_LENGTH = 200
"""UTF-16 units, in which Telegram counts the length of a text."""

MAX_HASHTAG_LENGTH = 50

# Names of public channels: 4 to 32 letters, digits and underscores. Ids: -100 and the channel's number.
_NAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_NUMBER = re.compile(r"-100[0-9]{5,13}")
# t.me/c/… is how apps copy the link of a post in a private channel; t.me/s/… is a public channel's page for browsers.
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:c/(?P<number>[0-9]{5,13})|(?:s/)?(?P<name>[A-Za-z]\w{3,31}))(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
# With at least one letter: Telegram makes no link of digits only.
_HASHTAG = re.compile(rf"#?(?=\w*[^\W\d_])(\w{{1,{MAX_HASHTAG_LENGTH}}})")

Reference = int | str
"""Reference to a channel: its id, or its name with the ``@``."""


@dataclass(frozen=True, slots=True)
class ChannelRequest:
    """A request to show or change a channel.

    Attributes:
        reference: the channel.
        action: ``signature`` or ``hashtag`` to change that, or empty to show the panel.
        text: the new signature or hashtag, not checked yet.
    """

    reference: Reference
    action: str = ""
    text: str = ""


def parse_channel_request(words: Sequence[str]) -> ChannelRequest | None:
    """Parse the words after `/channel`; return None if they name no channel, or an unknown action."""
    if not words or (reference := parse_reference(words[0])) is None:
        return None
    action = words[1].casefold() if len(words) > 1 else ""
    return ChannelRequest(reference, action, " ".join(words[2:])) if action in {"", "signature", "hashtag"} else None


def parse_reference(word: str) -> Reference | None:
    """Parse a channel's name, link or id; return None if it is none of these."""
    if _NUMBER.fullmatch(word):
        return int(word)
    if name := _NAME.fullmatch(word):
        return f"@{name[1]}"
    link = _LINK.fullmatch(word)
    if link is None:
        return None
    return int(f"-100{link['number']}") if link["number"] else f"@{link['name']}"


def parse_signature(text: str) -> str | None:
    """Return a signature as one line; None if it is empty or longer than `MAX_SIGNATURE_LENGTH`."""
    line = " ".join(text.split())
    return line if 0 < utf16_length(line) <= MAX_SIGNATURE_LENGTH else None


def parse_hashtag(text: str) -> str | None:
    """Return a hashtag with its ``#``; None if Telegram would not link it."""
    found = _HASHTAG.fullmatch(text.strip())
    return f"#{found[1]}" if found else None

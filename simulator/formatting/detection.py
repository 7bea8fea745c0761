"""Detection of commands, mentions, hashtags, cashtags, URLs and e-mail addresses in plain text, as Telegram does it.

Telegram finds phone and card numbers too; this module does not.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Letters and digits of any language, and the other characters that Telegram allows in a hashtag.
_TAG = r"\w\u200c\u00b7\u0d80-\u0dff"
# Each pattern begins with a literal sign, which `re` finds fastest; the lookbehind after it checks what precedes.
# With an @ after it, it needs the whole name of a bot, which may have another @ behind it.
_COMMAND = re.compile(r"/(?<![\w/<>]/)[A-Za-z0-9_]{1,64}+(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\w/<>])")
# Usernames have at least four characters, except those of the inline bots @gif, @vid and @pic.
_MENTION = re.compile(r"@(?<!\w@)(?:[A-Za-z0-9_]{4,32}|(?i:gif|vid|pic))(?!\w)")
# Both kinds of tags may name the chat that they are searched in.
_CHAT = r"(?:@[A-Za-z0-9_]{3,32})?"
_HASHTAG = re.compile(rf"#(?<![{_TAG}]#)[{_TAG}]{{1,256}}(?![{_TAG}]*#){_CHAT}")
# Telegram allows 1INCH besides one to eight capital letters.
_CASHTAG = re.compile(rf"\$(?<![{_TAG}$]\$)(?:1INCH|[A-Z]{{1,8}}){_CHAT}(?![{_TAG}$])")
_PATH = r"[/?#][^\s\u2000-\u200b\u200e\u200f\u2016-\u206f<>\"«»]*"
_APP_ADDRESS = re.compile(
    rf"(?:(?:tg|ton)://[a-z0-9_-]{{1,253}}|tonsite://[a-z0-9._-]{{1,253}})(?:{_PATH})?", re.IGNORECASE
)
# Possessive (++): a label contains no dot, so giving characters back never finds one and would take long.
_LABEL = r"[A-Za-z0-9_~\u00c0-\u1fff\u2070-\U0010ffff-]++"
_SCHEME = r"(?<![\w/#@.~-])(?P<scheme>(?i:https?|ftp)://)?"
_USER = r"(?:[^\s/\[\]{}()'`<>\"@«»]{1,256}+@)?"
_HOST = rf"(?P<host>{_LABEL}(?:\.{_LABEL})++)(?!@)(?P<port>:[0-9]+)?(?P<path>{_PATH})?"
_WORD = re.compile(r"\S+")
# A host name has a letter after one of its dots, and an IPv4 address has two dots; a number such as 15.9 has neither.
_INNER_DOT = re.compile(r"\.(?:[^\W\d_]|[0-9]+\.[0-9])")
_ADDRESS = re.compile(_SCHEME + _HOST)
# Much slower, because it searches for an @ from every position.
_ADDRESS_OR_EMAIL = re.compile(_SCHEME + _USER + _HOST)
_EMAIL = re.compile(
    r"(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(?:(?:[a-z0-9][a-z0-9_-]{0,28})?[a-z0-9]\.){1,6}[a-z]{2,8}",
    re.IGNORECASE,
)
_NUMBER = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{3}}")
_PUNYCODE = re.compile(r"xn--[A-Za-z0-9]{2,}")
_TRAILING_PUNCTUATION = ".:;,('?!`"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_MAX_PORT = 65535
_MAX_LABEL_LENGTH = 63
# Telegram knows these, too, which are not in the internet's list.
_OTHER_DOMAINS = {"onion", "ton"}
_MAILTO = "mailto:"


class DetectedEntity(NamedTuple):
    """A detected part of a text: Telegram's name of its kind, and its characters from `start` to before `end`."""

    kind: str
    start: int
    end: int


def find_entities(text: str) -> list[DetectedEntity]:
    """Return the detected parts of a text in order; of two that overlap the first counts."""
    result: list[DetectedEntity] = []
    for found in sorted(_find_all(text), key=lambda found: (found.start, -found.end)):
        if not result or found.start >= result[-1].end:
            result.append(found)
    return result


def _find_all(text: str) -> Iterator[DetectedEntity]:
    # Most texts have few of these signs, and `in` is much faster than a regular expression.
    if "/" in text:
        yield from (DetectedEntity("bot_command", *match.span()) for match in _COMMAND.finditer(text))
    if "@" in text:
        yield from (DetectedEntity("mention", *match.span()) for match in _MENTION.finditer(text))
    if "#" in text:
        # A hashtag needs a letter: #1 is none.
        tags = (match for match in _HASHTAG.finditer(text) if any(map(str.isalpha, match[0])))
        yield from (DetectedEntity("hashtag", *match.span()) for match in tags)
    if "$" in text:
        yield from (DetectedEntity("cashtag", *match.span()) for match in _CASHTAG.finditer(text))
    if "://" in text:
        for match in _APP_ADDRESS.finditer(text):
            yield DetectedEntity("url", match.start(), match.start() + len(match[0].rstrip(_TRAILING_PUNCTUATION)))
    if _INNER_DOT.search(text):
        yield from _find_addresses(text)


def _find_addresses(text: str) -> Iterator[DetectedEntity]:
    for match in _address_matches(text):
        address = _without_punctuation(match)
        mail = address.removeprefix(_MAILTO)
        if "@" in mail and _EMAIL.fullmatch(mail):
            start = match.start() + len(address) - len(mail)
            yield DetectedEntity("email", start, start + len(mail))
        elif _is_host(match["host"], has_scheme=bool(match["scheme"])):
            yield DetectedEntity("url", match.start(), match.start() + len(address))


def _address_matches(text: str) -> Iterator[re.Match[str]]:
    # An address contains no blank, so only words with a dot inside need the slow search.
    for word in _WORD.finditer(text):
        if text.find(".", word.start() + 1, word.end() - 1) > 0:
            pattern = _ADDRESS_OR_EMAIL if text.find("@", *word.span()) >= 0 else _ADDRESS
            yield from pattern.finditer(text, *word.span())


def _without_punctuation(match: re.Match[str]) -> str:
    """Return the address without the punctuation that belongs to the sentence."""
    begin = match.string[match.start() : match.end("host")]
    port = match["port"] or ""
    # int() rejects thousands of digits.
    if port and not 0 < int(port[1:][:9]) <= _MAX_PORT:
        return begin
    path = _cut_at_unopened_bracket(match["path"] or "").rstrip(_TRAILING_PUNCTUATION)
    return begin + port + (path if path != "#" else "")


def _cut_at_unopened_bracket(path: str) -> str:
    if not any(sign in path for sign in _BRACKETS):
        return path
    opened = dict.fromkeys(_BRACKETS.values(), 0)
    for place, sign in enumerate(path):
        if sign in opened:
            opened[sign] += 1
        elif sign in _BRACKETS:
            opened[_BRACKETS[sign]] -= 1
            if opened[_BRACKETS[sign]] < 0:
                return path[:place]
    return path


def _is_host(host: str, *, has_scheme: bool) -> bool:
    labels = host.split(".")
    if any(len(label) > _MAX_LABEL_LENGTH or label.endswith("-") for label in labels):
        return False
    if _IPV4.fullmatch(host):
        return True
    last = labels[-1]
    if len(last) == 1 or "_" in labels[-2] or host.replace(".", "").isdigit():
        return False
    if last.startswith("xn--"):
        return _PUNYCODE.fullmatch(last) is not None
    # Without a scheme only a top-level domain of the internet tells a host from words around a dot.
    return not {"_", "-"} & set(last) and (has_scheme or _is_known_domain(last))


def _is_known_domain(domain: str) -> bool:
    lowered = domain.lower()
    # A domain with only its first letter in upper case is rather a sentence's first word after a missing blank.
    return lowered in _known_domains() and (lowered == domain or lowered[1:] != domain[1:])


@cache
def _known_domains() -> frozenset[str]:
    internet = Path(__file__).with_name("top_level_domains.txt").read_text(encoding="utf-8").split()
    return frozenset(internet) | _OTHER_DOMAINS

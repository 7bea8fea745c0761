"""Texts of several orders, which are divided into one order each: remove Seoul and change the time to 8."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.parsing.place_names import PlaceName
from bot.parsing.reader import read
from bot.parsing.subscribe import SubscribeRequest, parse_sentence
from bot.parsing.topics import Topic
from bot.parsing.vocabulary import order_words
from bot.parsing.vocabulary.joining_words import JOINTS, KOREAN_JOINT, VERBS
from bot.parsing.wording import contains, prepare
from bot.places import Places
from storage.terms import Days

_MAX_LENGTH, _MOST = 120, 4
_ORDERING = (
    order_words.UNSUBSCRIBE, order_words.SUBSCRIBE, order_words.CHANGING, order_words.CHANGE_TO, order_words.MOVING,
    order_words.DAY_OFF, order_words.SENDING, order_words.LEFT_OUT, order_words.DISPLAY,
)  # fmt: skip


class Kind(Enum):
    """Kinds of orders of which a text can give several."""

    REMOVE = "remove"
    ADD = "add"
    SCHEDULE = "schedule"
    WHOLE = "places with a schedule of their own"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SingleOrder:
    """One of the orders of a text.

    Attributes:
        said: its words.
        kind: what it does.
        names: the places that are removed or added.
        request: the times or days of a schedule, or None.
        remaining: the only days that a schedule leaves, or None.
    """

    said: str
    kind: Kind
    names: tuple[PlaceName, ...] = ()
    request: SubscribeRequest | None = None
    remaining: Days | None = None


def find_several(text: str, places: Places) -> tuple[SingleOrder, ...]:
    """Return the orders of a text that has several; none unless all of it is orders, of which not all add something."""
    said = prepare(text).strip()
    if len(said) > _MAX_LENGTH or said.startswith("/"):
        return ()
    clauses = tuple(_join_names(_divide(said)))
    if not 1 < len(clauses) <= _MOST:
        return ()
    orders = [order for clause in clauses if (order := _read_one(clause, places))]
    return tuple(orders) if len(orders) == len(clauses) and _are_several(orders) else ()


def _are_several(orders: Sequence[SingleOrder]) -> bool:
    """Return whether orders are of several kinds; names that are added with a time of all are one request."""
    kinds = {order.kind for order in orders}
    has_days_out = any(order.remaining for order in orders) and any(order.request for order in orders)
    return has_days_out or (len(kinds) > 1 and bool(kinds & {Kind.REMOVE, Kind.OTHER}))


def _divide(text: str) -> Iterator[str]:
    for part in JOINTS.sub("\n", KOREAN_JOINT.sub(_end_order, text)).split("\n"):
        if part.strip():
            yield part.strip()


def _end_order(match: re.Match[str]) -> str:
    ending = VERBS[match["stem"]] if match["stem"] else f"{match['done'] or ''}줘"
    return f"{ending}\n"


def _join_names(clauses: Iterator[str]) -> Iterator[str]:
    """Yield the clauses, each with those before it that order nothing: the names of a list."""
    before: list[str] = []
    for clause in clauses:
        before.append(clause)
        if any(contains(words, clause) for words in _ORDERING):
            yield ", ".join(before)
            before = []
    if before:
        yield ", ".join(before)


def _read_one(said: str, places: Places) -> SingleOrder | None:
    asked = read(said, places)
    if asked.rest or asked.abroad or asked.north:
        return None
    if asked.what == {Topic.UNSUBSCRIBE} and asked.names and not asked.when.times:
        return SingleOrder(said, Kind.REMOVE, asked.names)
    if asked.what == {Topic.SUBSCRIBE}:
        return _read_request(said, parse_sentence(said, places))
    if asked.what == {Topic.SETTINGS} and asked.when.repeated and not asked.left_out:
        return SingleOrder(said, Kind.SCHEDULE, remaining=asked.when.repeated)
    is_setting = Topic.SETTINGS in asked.what and (asked.left_out or asked.setting)
    return SingleOrder(said, Kind.OTHER) if is_setting or asked.what == {Topic.STOP} else None


def _read_request(said: str, request: SubscribeRequest) -> SingleOrder:
    is_unclear = request.negated or request.separate or request.parts or request.unclear or request.includes_country
    if is_unclear or (request.names and (request.times or request.days)):
        return SingleOrder(said, Kind.WHOLE)
    if request.names:
        return SingleOrder(said, Kind.ADD, request.names)
    return SingleOrder(said, Kind.SCHEDULE, request=request)

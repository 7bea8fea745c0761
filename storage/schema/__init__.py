"""The tables, as the newest migration leaves them.

Times are UTC, local days and wall-clock times are text. `thread_id` is a forum topic, 0 where there is none, because
NULLs would not be unique; so is an origin's address that is not known an empty text, and the district of a town in
Sejong. The index of words, `article_search`, is a virtual table. A delivery does not refer to its chat by a constraint,
which would need an index that doubles what a wave costs: `storage.ledger.deliveries` finds a chat's.
"""

from storage.schema.base import metadata
from storage.schema.chats import channel, chat, obstacle, prompt, schedule, subscription, topic
from storage.schema.content import (
    ARTICLE_SEARCH,
    article,
    article_origin,
    asked_search,
    newness,
    observation,
    picture,
    town,
)
from storage.schema.ledger import DeliveryState, delivery, in_flight, lease, waits

__all__ = [
    "ARTICLE_SEARCH",
    "DeliveryState",
    "article",
    "article_origin",
    "asked_search",
    "channel",
    "chat",
    "delivery",
    "in_flight",
    "lease",
    "metadata",
    "newness",
    "observation",
    "obstacle",
    "picture",
    "prompt",
    "schedule",
    "subscription",
    "topic",
    "town",
    "waits",
]

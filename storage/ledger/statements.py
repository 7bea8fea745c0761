"""Statements that write what becomes of many deliveries at once.

A statement a delivery would cost more than all else of a wave: between two the driver lets the event loop's thread go
first. So those to which the same happens come as one JSON text.
"""

from sqlalchemy import Integer, Text, bindparam, cast, func, select, update

from storage.json_lists import json_list
from storage.schema import DeliveryState, article, delivery

_MESSAGES = func.json_each(bindparam("messages", type_=Text)).table_valued("key", "value")
_THOSE = delivery.c.id == cast(_MESSAGES.c.key, Integer)

# An article may be taken back in this very moment.
_CARRIED = select(article.c.id).where(article.c.id == bindparam("article")).scalar_subquery()

MARK = (
    update(delivery)
    .where(delivery.c.id.in_(json_list("ids")))
    .values(
        state=DeliveryState.SENDING,
        attempts=delivery.c.attempts + 1,
        article_id=_CARRIED,
        more_articles=bindparam("more"),
    )
)
"""Marks deliveries as being sent: `ids`, a list; `article`, the first one that they carry; `more`, the others."""

END = (
    update(delivery)
    .where(_THOSE)
    .values(
        state=bindparam("outcome"),
        finished_at=bindparam("at"),
        message_id=_MESSAGES.c.value,
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
"""Ends deliveries: `messages`, the message that each has become, by their numbers; `outcome`, `at` and `why`."""

AGAIN = (
    update(delivery)
    .where(_THOSE)
    .values(
        state=DeliveryState.PENDING,
        next_attempt_at=bindparam("at"),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
"""Lets deliveries wait until `at`: `messages`, of which only the numbers of the deliveries count; `why`."""

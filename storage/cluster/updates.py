"""Updates that a worker has received for another one, and lanes of chats (tables `forwarded_update`, `chat_lane`).

Each chat is in a lane, and each lane belongs to one worker, which handles its chats' updates in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import cast, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.dialects.columns import Identifier
from storage.dialects.statements import insert
from storage.schema import chat_lane as lanes
from storage.schema import forwarded_update as table

_FORWARD = insert(table).values(received_at=cast(database_now(), Identifier)).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class ForwardedUpdate:
    """An update of a chat in another worker's lane.

    Attributes:
        id: Telegram's id of the update.
        lane: the number of its chat's lane.
        body: the update as JSON.
    """

    id: int
    lane: int
    body: str


async def forward(connection: AsyncConnection, given: Sequence[ForwardedUpdate]) -> None:
    """Store updates for the workers that hold their lanes; each once, if Telegram repeats it."""
    rows = [{"id": one.id, "lane": one.lane, "body": one.body} for one in given]
    await connection.execute(_FORWARD, rows)


async def take(connection: AsyncConnection, worker_id: int) -> list[ForwardedUpdate]:
    """Take the updates of a worker's lanes, in the order in which Telegram has made them."""
    own = select(lanes.c.number).where(lanes.c.worker_id == worker_id)
    taken = delete(table).where(table.c.lane.in_(own)).returning(table.c.id, table.c.lane, table.c.body)
    found = [ForwardedUpdate(row.id, row.lane, row.body) for row in await connection.execute(taken)]
    return sorted(found, key=lambda one: one.id)


async def is_any_waiting(connection: AsyncConnection, worker_id: int) -> bool:
    """Return whether updates wait in a worker's lanes."""
    own = select(lanes.c.number).where(lanes.c.worker_id == worker_id)
    return await connection.scalar(select(table.c.id).where(table.c.lane.in_(own)).limit(1)) is not None


async def count_waiting(connection: AsyncConnection) -> int:
    """Return how many updates wait to be taken."""
    return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def make_lanes(connection: AsyncConnection, number: int) -> None:
    """Make the lanes 0 to `number` - 1, held by nobody, unless they are there."""
    present = (await connection.execute(select(func.count()).select_from(lanes))).scalar_one()
    if present < number:
        rows = [{"number": one} for one in range(number)]
        await connection.execute(insert(lanes).values(rows).on_conflict_do_nothing())


async def read_lanes(connection: AsyncConnection) -> Mapping[int, int | None]:
    """Return the worker of each lane by its number; None for nobody."""
    return {row.number: row.worker_id for row in await connection.execute(select(lanes))}


async def take_lanes(connection: AsyncConnection, numbers: Sequence[int], worker_id: int) -> None:
    """Give a worker those of some lanes that nobody holds."""
    free = lanes.c.number.in_(numbers), lanes.c.worker_id.is_(None)
    await connection.execute(update(lanes).where(*free).values(worker_id=worker_id))


async def release_lanes(connection: AsyncConnection, numbers: Sequence[int], worker_id: int) -> None:
    """Take lanes from a worker, so that another one can have them."""
    held = lanes.c.number.in_(numbers), lanes.c.worker_id == worker_id
    await connection.execute(update(lanes).where(*held).values(worker_id=None))

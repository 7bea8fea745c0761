"""Rows of procrastinate: the processes that take jobs, by their workers' numbers, and the jobs; SQLite has none."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, column, exists, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

ANYBODY = "anybody"
"""Queue of the jobs that any worker may take."""

_JOB = table("procrastinate_jobs", column("status"), column("worker_id"))
# As text: PostgreSQL's type of the column would load its dialect where no server is used.
_KIND = literal_column("procrastinate_jobs.args ->> 'kind'", Text)
# Written into the statements: the driver would send them as texts, and the column has a type of its own.
_WAITS, _IS_IN_HAND = (_JOB.c.status == literal_column(f"'{status}'") for status in ("todo", "doing"))
_SIGN_ON = text("""
    INSERT INTO procrastinate_workers (id) OVERRIDING SYSTEM VALUE VALUES (:worker) ON CONFLICT DO NOTHING
""")
# Waits for the transactions that are giving it jobs.
_LOCK = text("SELECT FROM procrastinate_workers WHERE id = :worker FOR UPDATE")
_PUT_BACK = text("""
    SELECT procrastinate_retry_job_v2(id, NULL, NULL, NULL, NULL) FROM procrastinate_jobs
    WHERE worker_id = :worker AND status = 'doing'
""")
_RELEASE = text("UPDATE procrastinate_jobs SET queue_name = :anybody WHERE queue_name = :own")
_SIGN_OFF = text("SELECT procrastinate_unregister_worker_v1(:worker)")
# Locked against signing off, after which nobody would take a job that is given to that worker now.
_LIST = text("SELECT id FROM procrastinate_workers ORDER BY id FOR KEY SHARE")


def get_queue(worker: int) -> str:
    """Return the queue of the jobs that one worker takes."""
    return f"worker {worker}"


def is_open(kind: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a job of a kind waits or is in hand; it is deleted when it has ended."""
    return exists(select(_JOB.c.status).where(kind == _KIND))


async def sign_on(connection: AsyncConnection, worker: int) -> None:
    """Sign a worker on, so that it is given jobs."""
    await connection.execute(_SIGN_ON, {"worker": worker})


async def sign_off(connection: AsyncConnection, worker: int) -> None:
    """Give a worker's jobs to anybody, and let it take no more."""
    if connection.dialect.name != "postgresql":
        return
    await connection.execute(_LOCK, {"worker": worker})
    await connection.execute(_PUT_BACK, {"worker": worker})
    await connection.execute(_RELEASE, {"anybody": ANYBODY, "own": get_queue(worker)})
    await connection.execute(_SIGN_OFF, {"worker": worker})


async def list_signed_on(connection: AsyncConnection) -> Sequence[int]:
    """Return the numbers of the workers that take jobs; until the end of the transaction none can be signed off."""
    return (await connection.scalars(_LIST)).all()


async def count_waiting(connection: AsyncConnection) -> int:
    """Return the number of jobs that no worker has taken yet."""
    if connection.dialect.name != "postgresql":
        return 0
    waiting = select(func.count()).select_from(_JOB).where(_WAITS)
    return (await connection.execute(waiting)).scalar_one()


async def list_in_hand(connection: AsyncConnection) -> Sequence[tuple[int, str]]:
    """Return the number of the worker and the kind of each job that is being done."""
    if connection.dialect.name != "postgresql":
        return ()
    found = select(_JOB.c.worker_id, _KIND).where(_IS_IN_HAND).order_by(_KIND)
    return [(row[0], row[1]) for row in await connection.execute(found)]

"""Ledger of messages that are no bulletins, of one table; its states are those of a delivery.

Keyword alerts and announcements have such a table each, with columns of the same names.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, func, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import is_in
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState
from storage.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class MessageLedger:
    """Ledger in one table.

    Attributes:
        table: the table.
        is_open: condition of messages without an outcome, in the exact SQL of a partial index.
    """

    table: Table
    is_open: ColumnElement[bool]

    def in_state(self, state: DeliveryState) -> ColumnElement[bool]:
        """Return the condition of messages without an outcome that are in a state."""
        return and_(self.is_open, self.table.c.state == state)

    async def mark_claimed(self, connection: AsyncConnection, claims: Sequence[Claim]) -> None:
        """Mark messages as claimed, in the transaction in which they were chosen."""
        if claims:
            mine = self.table.c.id.in_([one.id for one in claims])
            await connection.execute(update(self.table).where(mine).values(state=DeliveryState.CLAIMED))

    async def mark_sending(self, connection: AsyncConnection, claims: Collection[Claim]) -> set[int]:
        """Mark claims as being sent. This is committed before the requests leave.

        Returns:
            The ids of the marked messages; a chat may have been deleted since it was claimed.
        """
        table = self.table
        marking = (
            update(table)
            .where(is_in(table.c.id, "ids"), table.c.state == DeliveryState.CLAIMED)
            .values(state=DeliveryState.SENDING, attempts=table.c.attempts + 1)
            .returning(table.c.id)
        )
        return set(await connection.scalars(marking, {"ids": [one.id for one in claims]}))

    async def write_outcomes(self, connection: AsyncConnection, outcomes: Sequence[OutcomeRow]) -> None:
        """Write outcomes of messages."""
        table = self.table
        recording = (
            update(table)
            # Only what is being sent: what a process that took over has made `unknown` stays so (docs/decisions/007).
            .where(table.c.id == bindparam("number"), table.c.state == DeliveryState.SENDING)
            .values(
                state=bindparam("outcome"),
                finished_at=bindparam("ended_at"),
                next_attempt_at=func.coalesce(bindparam("retry_at", type_=UtcDateTime), table.c.next_attempt_at),
                message_id=bindparam("message"),
                reason=bindparam("why"),
                detail=bindparam("words"),
            )
        )
        if rows := [_to_parameters(one) for one in outcomes]:
            await connection.execute(recording, rows)

    async def release(self, connection: AsyncConnection, ids: Collection[int]) -> None:
        """Return messages to the queue that were claimed, or marked as being sent and did not leave."""
        table = self.table
        marked = table.c.state == DeliveryState.SENDING
        mine = and_(table.c.id.in_(ids), or_(table.c.state == DeliveryState.CLAIMED, marked))
        attempts = case((marked, table.c.attempts - 1), else_=table.c.attempts)
        await connection.execute(update(table).where(mine).values(state=DeliveryState.PENDING, attempts=attempts))

    async def recover(self, connection: AsyncConnection, now: dt.datetime) -> int:
        """Recover after a crash: claimed messages wait again, the outcome of those being sent is unknown.

        Returns:
            The number of unknown outcomes.
        """
        claimed = update(self.table).where(self.in_state(DeliveryState.CLAIMED))
        await connection.execute(claimed.values(state=DeliveryState.PENDING))
        values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.INTERRUPTED}
        interrupted = update(self.table).where(self.in_state(DeliveryState.SENDING)).values(values)
        return (await connection.execute(interrupted)).rowcount

    async def hold_back(self, connection: AsyncConnection, now: dt.datetime) -> None:
        """End all messages that wait: the database was restored, and they may have been sent before."""
        values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.RESTORED}
        await connection.execute(update(self.table).where(self.in_state(DeliveryState.PENDING)).values(values))

    async def cancel_waiting(
        self, connection: AsyncConnection, chat_id: int, thread_id: int | None, reason: StopReason, now: dt.datetime
    ) -> None:
        """Fail the messages of a topic, or with None of the whole chat, that wait."""
        table = self.table
        mine = [table.c.chat_id == chat_id, *([] if thread_id is None else [table.c.thread_id == thread_id])]
        values = {"state": DeliveryState.FAILED, "finished_at": now, "reason": FailureReason.of_waiting(reason)}
        await connection.execute(update(table).where(self.in_state(DeliveryState.PENDING), *mine).values(values))


def _to_parameters(outcome: OutcomeRow) -> dict[str, object]:
    is_retried = outcome.state is DeliveryState.PENDING
    return {
        "number": outcome.id,
        "outcome": outcome.state.value,
        "ended_at": None if is_retried else outcome.at,
        "retry_at": outcome.at if is_retried else None,
        "message": outcome.message_id,
        "why": outcome.reason,
        "words": outcome.detail,
    }

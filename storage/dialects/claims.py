"""Settings of a transaction that claims what waits in a ledger."""

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

_IS_LOCAL = literal(value=True)
_SET = select(
    # PostgreSQL believes that next to nothing waits, as it was when it last counted, and would read and sort all that
    # waits for each claim. Without a bitmap it reads the index in its order, as far as rows are wanted.
    func.set_config("enable_bitmapscan", "off", _IS_LOCAL),
    # A claim that a crash of the server undoes waits again, as after a crash of this process, which otherwise cannot
    # mark it any more. The commit of the marks, which come later, writes all that was committed before to the disk.
    func.set_config("synchronous_commit", "off", _IS_LOCAL),
)


async def prepare_claim(connection: AsyncConnection) -> None:
    """Prepare a transaction in which rows are claimed, and nothing that must outlive a crash is written."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_SET)

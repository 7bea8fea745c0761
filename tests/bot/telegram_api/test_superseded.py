"""A process that may have lost its lease: nothing leaves before the lease was looked at."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from telegram import Bot

from bot.telegram_api.transport import NotSent, Superseded, Transport
from simulator import Server, Town, World
from storage.errors import DatabaseFailed, LeaseLost, StorageError

TOKEN = "1:token"  # noqa: S105 - opens nothing


@dataclass
class FakeLease:
    """Lease that is certain once it was looked at.

    Attributes:
        is_certain: see `bot.telegram_api.transport.Lease`.
        error: what a look raises; None if the process still has the lease.
        looks: number of looks.
    """

    is_certain: bool = True
    error: StorageError | None = None
    looks: int = 0

    async def confirm(self) -> None:
        self.looks += 1
        if self.error is not None:
            raise self.error
        self.is_certain = True


@pytest.fixture
def lease() -> FakeLease:
    return FakeLease()


@pytest.fixture
async def bot(world: World, lease: FakeLease) -> AsyncIterator[Bot]:
    async with (
        Server(world, TOKEN) as server,
        Bot(TOKEN, base_url=server.base_url, request=Transport(lease=lease), get_updates_request=Transport()) as bot,
    ):
        yield bot


async def _say(bot: Bot, chat_id: int) -> None:
    await bot.send_message(chat_id, "맑음")


async def _upload(bot: Bot, chat_id: int) -> None:
    await bot.send_document(chat_id, b"\x00\x01", filename="a.bin")


Send = Callable[[Bot, int], Awaitable[None]]
EACH_WAY = pytest.mark.parametrize("send", [_say, _upload])


@EACH_WAY
async def test_a_certain_lease_is_not_looked_at(
    bot: Bot, lease: FakeLease, town: Town, world: World, send: Send
) -> None:
    await send(bot, town.private.id)
    assert (len(world.messages(town.private)), lease.looks) == (1, 0)


@EACH_WAY
@pytest.mark.parametrize("is_warm", [False, True])
async def test_an_uncertain_lease_is_looked_at_before_a_request_leaves(
    bot: Bot, lease: FakeLease, town: Town, world: World, send: Send, *, is_warm: bool
) -> None:
    for _ in range(is_warm):
        await send(bot, town.private.id)
    lease.is_certain = False
    await send(bot, town.private.id)
    assert (len(world.messages(town.private)), lease.looks) == (1 + is_warm, 1)


@EACH_WAY
@pytest.mark.parametrize("is_warm", [False, True])
@pytest.mark.parametrize(("error", "kind"), [(LeaseLost(), Superseded), (DatabaseFailed("no such table"), NotSent)])
async def test_without_a_confirmed_lease_nothing_leaves(
    bot: Bot, lease: FakeLease, town: Town, world: World, send: Send, *, is_warm: bool, error: StorageError, kind: type
) -> None:
    for _ in range(is_warm):
        await send(bot, town.private.id)
    lease.is_certain, lease.error = False, error
    for _ in range(3):
        with pytest.raises(kind):
            await send(bot, town.private.id)
    assert len(world.messages(town.private)) == is_warm
    lease.error = None
    await send(bot, town.private.id)
    assert len(world.messages(town.private)) == 1 + is_warm

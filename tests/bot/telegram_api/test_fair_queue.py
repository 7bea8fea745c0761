import asyncio
from collections import Counter

from bot.telegram_api.fair_queue import FairQueue, Turn


def _turn() -> Turn:
    return asyncio.get_running_loop().create_future()


async def test_who_came_first_goes_first() -> None:
    waiting, turns = FairQueue(), [_turn() for _ in range(4)]
    for chat, turn in zip((1, 2, 1, 3), turns, strict=True):
        waiting.add(chat, turn)
    order = [waiting.pop(0.0, lambda _: 0.0) for _ in range(5)]
    assert order == [(1, turns[0]), (2, turns[1]), (3, turns[3]), (1, turns[2]), None]
    assert not waiting


async def test_thousands_who_wait_for_busy_chats_are_not_looked_at_before_these_are_free() -> None:
    waiting, looks = FairQueue(), Counter[object]()

    def ready_at(chat: object) -> float:
        looks[chat] += 1
        return 60.0 if isinstance(chat, int) and chat < 0 else 0.0

    for number in range(5000):
        waiting.add(-1 - number % 100, _turn())
    for chat in range(1, 1001):
        waiting.add(chat, _turn())
    for chat in range(1, 1001):
        found = waiting.pop(0.0, ready_at)
        assert found is not None
        assert found[0] == chat
    assert looks.total() == 1100
    assert waiting.pop(59.0, ready_at) is None
    assert waiting.later == 60.0
    found = waiting.pop(60.0, lambda _: 0.0)
    assert found is not None
    assert found[0] == -1


async def test_who_has_given_up_is_passed_over() -> None:
    waiting, gone, stays = FairQueue(), _turn(), _turn()
    waiting.add(1, gone)
    waiting.add(2, stays)
    gone.cancel()
    assert waiting.pop(0.0, lambda _: 0.0) == (2, stays)
    assert waiting.pop(0.0, lambda _: 0.0) is None
    assert not waiting

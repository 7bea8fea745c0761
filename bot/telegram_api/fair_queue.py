"""Who waits for a turn, by chat."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeAlias

Turn: TypeAlias = asyncio.Future[None]


class FairQueue:
    """Chats take turns in the order in which they came; one that has to wait is not looked at before it is free.

    However many wait, a turn costs a few steps: of a chat only the first is looked at, and of the chats that have to
    wait only the one that is free next.
    """

    def __init__(self) -> None:
        self._turns: dict[object, deque[Turn]] = {}
        self._open: deque[object] = deque()
        self._later: list[tuple[float, int, object]] = []
        self._numbers = count()

    def __bool__(self) -> bool:
        return bool(self._turns)

    def __iter__(self) -> Iterator[Turn]:
        """All turns that are waited for."""
        return (turn for turns in self._turns.values() for turn in turns)

    @property
    def held(self) -> int:
        """How many wait because their chats have to."""
        return sum(len(self._turns[chat_id]) for _, _, chat_id in self._later)

    @property
    def later(self) -> float:
        """When the first of the chats that have to wait may be free."""
        return self._later[0][0] if self._later else float("inf")

    def add(self, chat_id: object, turn: Turn) -> None:
        """Let somebody wait."""
        turns = self._turns.get(chat_id)
        if turns is None:
            self._turns[chat_id] = deque([turn])
            self._open.append(chat_id)
        else:
            turns.append(turn)

    def pop(self, now: float, ready_at: Callable[[object], float]) -> tuple[object, Turn] | None:
        """The next whose chat is free, or None.

        Args:
            now: in seconds on the clock of `ready_at`.
            ready_at: when a chat is free.
        """
        while self._later and self._later[0][0] <= now:
            self._open.append(heapq.heappop(self._later)[2])
        while self._open:
            chat_id = self._open.popleft()
            if (turns := self._without_given_up(chat_id)) is None:
                continue
            if (free_at := ready_at(chat_id)) > now:
                heapq.heappush(self._later, (free_at, next(self._numbers), chat_id))
                continue
            turn = turns.popleft()
            if turns:
                self._open.append(chat_id)
            else:
                del self._turns[chat_id]
            return chat_id, turn
        return None

    def _without_given_up(self, chat_id: object) -> deque[Turn] | None:
        turns = self._turns[chat_id]
        while turns and turns[0].done():
            turns.popleft()
        if turns:
            return turns
        del self._turns[chat_id]
        return None

    def clear(self) -> None:
        """Forget all who wait."""
        self._turns.clear()
        self._open.clear()
        self._later.clear()

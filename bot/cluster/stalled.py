"""Which workers are gone: those whose count of heartbeats does not change, and those whose process has ended here."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.runtime.process_identity import get_namespace, is_gone
from storage.cluster.workers import Worker

# A process that stood still has not looked at the others meanwhile.
_MAX_GAP = 5.0
"""Seconds between two looks after which nothing is known any more."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A count of heartbeats, and when it was seen first, in seconds."""

    beats: int
    at: float


class StalledWorkers:
    """Finds stalled workers by watching them.

    Args:
        patience: seconds for which a count must have stayed the same.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._seen: dict[int, _Seen] = {}
        self._looked_at = float("-inf")

    def forget(self) -> None:
        """Begin anew: nobody has beaten while the database was away."""
        self._seen.clear()

    def drop(self, worker: Worker) -> None:
        """Forget a worker that was deleted."""
        self._seen.pop(worker.id, None)

    def find(self, others: Iterable[Worker], now: float) -> list[Worker]:
        """Return the workers that are gone.

        Args:
            others: all workers but this one, as they are now.
            now: seconds that go on while this process stands still.
        """
        if now - self._looked_at > _MAX_GAP:
            self.forget()
        self._looked_at = now
        before, self._seen = self._seen, {}
        for one in others:
            last = before.get(one.id)
            self._seen[one.id] = last if last is not None and last.beats == one.beats else _Seen(one.beats, now)
        return [one for one in others if now - self._seen[one.id].at >= self._patience or _has_ended(one.name)]


def _has_ended(name: str) -> bool:
    """Return whether a worker's process has certainly ended: only if it is one of those that this one can see."""
    *_, namespace = name.split()
    return namespace == get_namespace() and is_gone(name)

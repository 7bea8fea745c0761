"""The journal of events, and its listeners."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from simulator.world.chats import Chat, Status, User
from simulator.world.messages import Event


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A change of membership: the user's new status in the chat."""

    chat: Chat
    user: User
    status: Status


@dataclass(frozen=True)
class SettingChange:
    """A change of the faults, or of the language of a person's Telegram."""

    kind: Literal["faults", "language"]
    user: User | None = None


JournalEntry: TypeAlias = Event | MemberChange | SettingChange


class Journal(list[Event]):
    """The list of events, the oldest first.

    Attributes:
        listeners: called with each appended event, and with each change of a member or a setting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[JournalEntry], None]] = []

    def append(self, event: Event) -> None:
        """Add an event, and call the listeners."""
        super().append(event)
        self.notify(event)

    def notify(self, entry: JournalEntry) -> None:
        """Call the listeners with an entry that is not stored."""
        for listener in self.listeners:
            listener(entry)

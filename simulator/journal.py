"""What happened in the local Telegram, told to whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from simulator.chats import Chat, Status, User
from simulator.messages import Event


@dataclass(frozen=True, slots=True)
class MemberChange:
    """Somebody joined, left, was promoted, blocked …: what the user is in the chat now."""

    chat: Chat
    user: User
    status: Status


@dataclass(frozen=True)
class Setting:
    """Something was set that everybody who looks on should know: the faults, or the language of a person's Telegram."""

    kind: Literal["faults", "language"]
    user: User | None = None


Happening: TypeAlias = Event | MemberChange | Setting


class Journal(list[Event]):
    """The events, the oldest first; append to it as to any list.

    Attributes:
        listeners: called with each event that is appended, and with each change of a member or a setting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[Happening], None]] = []

    def append(self, event: Event) -> None:
        """Add an event, and tell of it."""
        super().append(event)
        self.tell(event)

    def tell(self, happening: Happening) -> None:
        """Tell the listeners of something, without keeping it."""
        for listener in self.listeners:
            listener(happening)

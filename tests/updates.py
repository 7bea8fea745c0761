"""Generated updates: of every kind that Telegram has, with new fields and missing ones; reproducible by a seed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

TABLE = Path(__file__).parent / "data" / "update_types.txt"
USUAL_KINDS = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")
"""Kinds for which the bot asks; others it gets only for a short time after they were left out."""

TEXTS = (
    "/weather", "/weather 인천", "/weather@other_bot 인천", "/news", "/news 비", "/subscribe 07:00 인천",
    "/unsubscribe", "/status", "/settings", "/language en", "/channel", "/data", "/forget", "/start",
    "/start incheon", "/help", "인천", "안녕하세요", "/", "/weather =", "=", "a" * 4096, "\u200b", "🙂",
)  # fmt: skip
PRESSES = ("weather:112", "weather:", "map", "chart:112", "s:1:list", "s:1:ask", "language:en", "nothing", "=", "")
_MAX_DEPTH = 6
_PLAIN: dict[str, Callable[[Random], Any]] = {
    "int": lambda random: random.choice((0, 1, random.randrange(1000), random.randrange(2**31))),
    "float": lambda random: random.uniform(-180, 180),
    "bool": lambda random: random.random() < 0.5,
    "str": lambda random: random.choice(("", "a", "인천", "🙂", "a_b", "x" * 64)),
    "dict": lambda _: {},
}


class Generator:
    """Makes updates.

    Args:
        seed: seed of the random generator.
        chats: Telegram's JSON of chats that the bot can answer in.
        people: the same of users.
        now: returns the time of messages, Unix seconds.
        changes: numbers of changes, one of which is drawn for each update.
    """

    def __init__(
        self,
        seed: int,
        chats: Sequence[Json],
        people: Sequence[Json],
        now: Callable[[], int],
        changes: Sequence[int] = (0, 1, 1, 3),
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - not a secret
        self._chats = chats
        self._people = people
        self._now = now
        self._changes = changes
        self._types = dict(line.split(": ", 1) for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#")
        fields = (field.partition("=")[0].rstrip("?") for field in self._types["Update"].split())
        self.kinds = [name for name in fields if name != "update_id"]

    def make(self, update_id: int) -> tuple[str, Json]:
        """Return the kind of an update and the update, changed in ways in which Telegram might change it."""
        kind = self._random.choice(self.kinds + 3 * list(USUAL_KINDS))
        types = dict(field.split("=") for field in self._types["Update"].split())
        update: Json = {"update_id": update_id, kind: self._value(types[f"{kind}?"], 0)}
        if kind.endswith(("message", "post")):
            self._say(update[kind])
        for _ in range(self._random.choice(self._changes)):
            self._change(update)
        return kind, update

    def _say(self, message: Json) -> None:
        """Let most messages hold a text, a third of them a command."""
        if self._random.random() < 0.7:
            text = message["text"] = self._random.choice(TEXTS)
            if text.startswith("/"):
                length = len(text.split(maxsplit=1)[0])
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]

    def _change(self, update: Json) -> None:
        """Add an unknown field, drop one, or rename the kind, anywhere but the id."""
        place = self._random.choice([update, *_objects(update)])
        names = [name for name in place if name != "update_id"]
        deed = self._random.random()
        if deed < 0.45 or not names:
            place[f"new_{self._random.randrange(100)}"] = self._random.choice((1, "a", [], {}, [{}], None, True))
        elif deed < 0.95:
            del place[self._random.choice(names)]
        else:
            place["new_name"] = place.pop(self._random.choice(names))

    def _value(self, kind: str, depth: int, name: str = "") -> Any:
        kind = self._random.choice(kind.split("|"))
        if kind.endswith("[]"):
            return [self._value(kind[:-2], depth + 1) for _ in range(self._random.choice((0, 1, 2)))]
        if kind in {"Chat", "User"}:
            return dict(self._random.choice(self._chats if kind == "Chat" else self._people))
        if name == "date":
            return 0 if kind == "0" else self._now()
        if name == "data":
            return self._random.choice(PRESSES)
        if kind in _PLAIN:
            return _PLAIN[kind](self._random)
        return self._object(kind, depth) if kind in self._types else kind.strip('"')

    def _object(self, kind: str, depth: int) -> Json:
        described = self._types[kind]
        if " | " in described:
            return self._object(self._random.choice(described.split(" | ")), depth)
        made: Json = {}
        for field in described.split():
            name, _, of = field.partition("=")
            # Most fields of a message exclude each other; a few at once are more than Telegram ever sends.
            chance = min(1.0, 4 / len(described.split())) if depth < _MAX_DEPTH else 0.0
            if of == "dict":  # of a type that is not in the table
                chance /= 10
            if not name.endswith("?") or self._random.random() < chance:
                made[name.rstrip("?")] = self._value(of, depth + 1, name.rstrip("?"))
        return made


def _objects(value: object) -> list[Json]:
    """Return all objects inside of a value."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for each in inner for one in ([each] if isinstance(each, dict) else []) + _objects(each)]

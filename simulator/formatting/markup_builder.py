"""The builder of formatted text that both Markdown parsers use."""

from simulator.formatting.entities import Entity, FormattedText, in_order, units
from simulator.formatting.links import checked_link, user_of


class MarkedText:
    """A builder of a plain text and its entities.

    Attributes:
        offset: the length of the text so far, in UTF-16 code units.
    """

    def __init__(self) -> None:
        self.offset = 0
        self._pieces: list[str] = []
        self._entities: list[Entity] = []

    def add(self, text: str) -> None:
        """Append plain text."""
        self._pieces.append(text)
        self.offset += units(text)

    def since(self, offset: int) -> str:
        """Return the text from an offset on."""
        text = "".join(self._pieces)
        return text.encode("utf-16-le")[2 * offset :].decode("utf-16-le")

    def mark(self, kind: str, offset: int, **more: str) -> None:
        """Add an entity over the text from an offset on, unless it is empty; `more` are its other fields."""
        if self.offset > offset:
            self._entities.append(Entity(kind, offset, self.offset - offset, **more))  # type: ignore[arg-type]

    def link(self, offset: int, target: str) -> None:
        """Add a link or a mention over the text from an offset on; an invalid link leaves plain text."""
        if self.offset == offset:
            return
        if user := user_of(target):
            self._entities.append(Entity("text_mention", offset, self.offset - offset, user_id=user))
        elif url := checked_link(target):
            self.mark("text_link", offset, url=url)

    def finish(self) -> FormattedText:
        """Return the formatted text."""
        return FormattedText("".join(self._pieces), in_order(self._entities))


def place(source: str, position: int) -> str:
    """Return a position in a source as Telegram's errors write it, in bytes of UTF-8."""
    return f"at byte offset {len(source[:position].encode())}"

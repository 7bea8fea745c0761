"""The builder of formatted text that both Markdown parsers use."""

from simulator.formatting.dates import FormattedDate
from simulator.formatting.entities import Entity, FormattedText, sort_entities, utf16_length
from simulator.formatting.links import parse_user_id, try_normalize_link


class MarkupBuilder:
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
        self.offset += utf16_length(text)

    def text_from(self, offset: int) -> str:
        """Return the text from an offset on."""
        text = "".join(self._pieces)
        return text.encode("utf-16-le")[2 * offset :].decode("utf-16-le")

    def add_entity(
        self,
        kind: str,
        offset: int,
        *,
        url: str | None = None,
        language: str | None = None,
        custom_emoji_id: str | None = None,
        date: FormattedDate | None = None,
    ) -> None:
        """Add an entity over the text from an offset on, unless it is empty."""
        if self.offset > offset:
            length = self.offset - offset
            self._entities.append(Entity(kind, offset, length, url, language, custom_emoji_id, date=date))

    def add_link(self, offset: int, target: str) -> None:
        """Add a link or a mention over the text from an offset on; an invalid link leaves plain text."""
        if self.offset == offset:
            return
        if user := parse_user_id(target):
            self._entities.append(Entity("text_mention", offset, self.offset - offset, user_id=user))
        elif url := try_normalize_link(target):
            self.add_entity("text_link", offset, url=url)

    def build(self) -> FormattedText:
        """Return the formatted text."""
        return FormattedText("".join(self._pieces), sort_entities(self._entities))


def byte_offset(source: str, position: int) -> str:
    """Return a position in a source as Telegram's errors write it, in bytes of UTF-8."""
    return f"at byte offset {len(source[:position].encode())}"

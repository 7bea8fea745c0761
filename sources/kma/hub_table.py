"""Tables of KMA's API hub: lines between ``#START7777`` and ``#7777END``, comments after ``#``."""

from collections.abc import Sequence

from sources.errors import BrokenDocument
from sources.kma.hub_errors import parse_service_error
from sources.text.plain_text import Line

_BEGIN, _END = "#START7777", "#7777END"


def find_table(lines: Sequence[Line], data: bytes) -> Sequence[Line]:
    """Return the lines of the table, without comments and empty lines.

    Args:
        lines: all lines of the document.
        data: the document itself.

    Raises:
        ServiceError: the document is an error of the service, such as an unknown key.
        BrokenDocument: it is not such a table, or is truncated.
    """
    texts = [line.text for line in lines]
    begin = next((index for index, text in enumerate(texts) if text.endswith(_BEGIN)), None)
    if begin is None:
        raise parse_service_error(data) or BrokenDocument(f"not a table of the API hub: {_BEGIN} is missing")
    # A table that was cut off would look like one in which stations are silent, or warnings have ended.
    if _END not in texts[begin:]:
        raise BrokenDocument(f"the table is truncated: {_END} is missing", len(lines))
    table = lines[begin + 1 : texts.index(_END, begin)]
    return [line for line in table if line.text and not line.text.startswith("#")]

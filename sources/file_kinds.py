"""Kinds of files that are neither pages, feeds nor tables, by their first bytes."""

import json
import re

from sources.errors import BrokenDocument
from sources.kma.hub_errors import parse_service_error
from sources.records import MAX_DOCUMENT_BYTES

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF; save the page as HTML"),
    (b"PK\x03\x04", "a ZIP archive or an office document; KMA's table of places is for `jogan places import`"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a compressed file (gzip); unpack it first"),
    (b"bplist00", "a web archive of Safari; save the page as HTML"),
    (b"SQLite format 3\0", "a database"),
)
_HEAD_BYTES = 4096
_WEBP = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
# Browsers write the headers of a mail before the page.
_HEADER = re.compile(rb"\s*[\w-]+: ")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")


def refuse_other_kinds(data: bytes) -> None:
    """Check that a file may be a page, a feed or a table.

    Raises:
        ServiceError: it is an error of KMA's API hub, saved as a file.
        BrokenDocument: it is of another kind; the message names the kind.
    """
    kind = next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)
    if kind is None and _WEBP.match(data):
        kind = "a WebP picture"
    if kind is None and _HEADER.match(data) and b"multipart/related" in data[:_HEAD_BYTES]:
        kind = "a web archive (.mhtml); save the page as HTML only"
    if kind is None and _is_json(data):
        if (error := parse_service_error(data)) is not None:
            raise error
        kind = "JSON"
    if kind is not None:
        raise BrokenDocument(f"neither a page, a feed nor a table of KMA's: this is {kind}")


def _is_json(data: bytes) -> bool:
    # A page saved as its text may begin with a bracket too: [속보].
    if not _JSON.match(data) or len(data) > MAX_DOCUMENT_BYTES:
        return False
    try:
        json.loads(data)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True

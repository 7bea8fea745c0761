"""A file that is neither a page, a feed nor a table is refused by the name of its kind."""

import gzip
import io
import json
import zipfile

import pytest
from PIL import Image

from sources.documents import parse_any
from sources.errors import BrokenDocument, ServiceError, ServiceFailure
from sources.records import KMA_SOURCE, Document
from tests.factories import CATALOGUE, SAMPLE_PAGE
from tests.sources.factories import KMA_FOLDER

PAGE = b"<html><title>a page</title><body><p>text</p></body></html>"
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: =?utf-8?Q?=EC=86=8D?=\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n--x\r\n'
    + PAGE
)


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, kind)
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("page.html", PAGE)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("PNG"), "a PNG picture"),
        (picture("JPEG"), "a JPEG picture"),
        (picture("GIF"), "a GIF picture"),
        (picture("WEBP"), "a WebP picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (archive(), "a ZIP archive"),
        (gzip.compress(PAGE), "a compressed file"),
        (MHTML, "a web archive (.mhtml); save the page as HTML only"),
        (json.dumps([{"title": "속보"}]).encode(), "JSON"),
        (b'\xef\xbb\xbf {"a": 1}', "JSON"),
        (b"[" * 100_000, "JSON"),
    ],
    # A compressed file holds the time, so that its bytes as an id would differ from worker to worker.
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_the_kind_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(BrokenDocument) as refused:
        parse_any(Document(data), CATALOGUE)
    assert str(refused.value).startswith(f"neither a page, a feed nor a table of KMA's: this is {kind}")


def test_a_saved_error_of_the_hub_says_what_to_do() -> None:
    data = json.dumps({"result": {"status": 401, "message": "유효한 인증키가 아닙니다."}}).encode()
    with pytest.raises(ServiceError) as refused:
        parse_any(Document(data), CATALOGUE)
    assert refused.value.kind is ServiceFailure.UNKNOWN_KEY


def test_a_page_that_begins_with_a_bracket_or_a_name_and_a_colon_is_a_page() -> None:
    for begin in (b"[", b"Date: "):
        content = parse_any(Document(begin + SAMPLE_PAGE.replace(b"2024", b"\n2024", 1)), CATALOGUE)
        assert (len(content.readings), len(content.articles)) == (97, 1)


@pytest.mark.parametrize("name", ["map_winter.xml", "hub_winter.txt", "city_summer.html"])
def test_readings_of_kmas_own_files_are_kmas(name: str) -> None:
    content = parse_any(Document((KMA_FOLDER / name).read_bytes()), CATALOGUE)
    assert content.readings
    assert content.site == KMA_SOURCE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_feed_is_detected_in_any_unicode_encoding(encoding: str) -> None:
    feed = '<rss version="2.0"><channel><item><title>징검다리 다시 놓던 날</title></item></channel></rss>'
    (article,) = parse_any(Document(feed.encode(encoding)), CATALOGUE).articles
    assert article.headline == "징검다리 다시 놓던 날"

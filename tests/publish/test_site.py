"""The site as it is put together from the repository; zensical itself runs by `make docs`."""

import re
from pathlib import Path

import pytest

from publish.site import assemble, find_foreign

LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s#]+)[^)]*\)")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assemble(tmp_path / "site")
    return tmp_path / "site"


def test_each_language_has_all_pages_and_every_link_leads_to_one(site: Path) -> None:
    english, korean = (
        {path.relative_to(site / language) for path in (site / language).rglob("*.md")} for language in ("en", "ko")
    )
    assert english == korean
    assert len(english) > 50
    for page in site.rglob("*.md"):
        for target in LINK.findall(page.read_text("utf-8")):
            assert re.match(r"[a-z]+:", target) or (page.parent / target).is_file(), (page, target)


def test_a_page_that_is_not_translated_is_english_in_the_korean_site(site: Path) -> None:
    assert (site / "ko/simulator.md").read_text("utf-8") == (site / "en/simulator.md").read_text("utf-8")
    assert (site / "ko/usage.md").read_text("utf-8").startswith("# 봇 쓰기")


def test_a_link_to_a_file_that_the_site_lacks_is_text(site: Path) -> None:
    assert "(findings/" not in (site / "en/CONTRIBUTING.md").read_text("utf-8")
    assert "](usage.md#what-works-where)" in (site / "en/CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize(
    "loaded",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img src="http://pictures.example/a.png">',
        '<pre class="mermaid"></pre>',
    ],
)
def test_a_page_that_loads_from_another_host_is_found(tmp_path: Path, loaded: str) -> None:
    (tmp_path / "page.html").write_text(f"<html><body>{loaded}</body></html>", "utf-8")
    assert len(list(find_foreign(tmp_path))) == 1


def test_a_link_that_nobody_has_to_follow_is_none(tmp_path: Path) -> None:
    page = '<link rel="canonical" href="https://a.example/"><a href="https://b.example/">b</a><img src="c.png">'
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert list(find_foreign(tmp_path)) == []

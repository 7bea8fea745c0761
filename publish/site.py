"""Build the documentation site from the Markdown of the repository: `python -m publish.site ZENSICAL`.

English pages are in docs/, Korean ones under the same names in docs/ko/. The Korean site shows the English page where
there is no Korean one.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATIONS = {language: Path(__file__).with_name(f"zensical.{language}.toml") for language in ("en", "ko")}
PAGES_OF_THE_ROOT = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")

_LINK = re.compile(r"(?<!!)\[([^]]*)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
_LOADED = {"script": "src", "img": "src", "iframe": "src", "link:not([rel=canonical])": "href"}


def assemble(folder: Path) -> None:
    """Copy the pages of each language to a folder, as the site has them."""
    english, korean = folder / "en", folder / "ko"
    shutil.copytree(ROOT / "docs", english, ignore=shutil.ignore_patterns("ko"))
    for name in PAGES_OF_THE_ROOT:
        shutil.copy(ROOT / name, english)
    for page in english.rglob("*.md"):
        _replace_links(page, _find_page)
    shutil.copytree(english, korean)
    for page in korean.rglob("*.md"):
        _replace_links(page, _find_korean_heading)
    for source in (ROOT / "docs" / "ko").glob("*.md"):
        _replace_links(Path(shutil.copy(source, korean)), _find_page)
    for language, configuration in CONFIGURATIONS.items():
        shutil.copy(configuration, folder / f"{language}.toml")


def _replace_links(page: Path, find: Callable[[Path, str], str]) -> None:
    """Replace where the links of a page lead to; those that lead nowhere become text."""

    def replace(link: re.Match[str]) -> str:
        label, target = link.groups()
        found = target if re.match(r"[a-z]+:|#", target) else find(page, target)
        return f"[{label}]({found})" if found else label

    page.write_text(_LINK.sub(replace, page.read_text("utf-8")), "utf-8")


def _find_page(page: Path, target: str) -> str:
    """Return where a link of the repository leads to on the site, or nothing if that is not there."""
    inside = target.removeprefix("docs/")
    for candidate in (inside, inside.removeprefix("../")):
        if (page.parent / candidate.partition("#")[0]).is_file():
            return candidate
    return ""


def _find_korean_heading(page: Path, target: str) -> str:
    """Return a link of an English page of the Korean site, to the heading in Korean if its page is translated."""
    path, _, anchor = target.partition("#")
    translated = ROOT / "docs" / "ko" / path.removeprefix("../")
    if not anchor or not translated.is_file():
        return target
    english, korean = (_list_anchors(one.read_text("utf-8")) for one in (page.parent / path, translated))
    return f"{path}#{korean[english.index(anchor)]}"


def _list_anchors(text: str) -> list[str]:
    """Return the anchors of the headings, as GitHub and the site make them."""
    headings = re.findall(r"^#{1,6} +(.+?) *$", _FENCE.sub("", text), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def build(zensical: Path, folder: Path) -> None:
    """Build the English site, and the Korean one inside of it; a dead link is an error."""
    for language in CONFIGURATIONS:
        command = [str(zensical), "build", "--strict", "--config-file", f"{language}.toml"]
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - ours


def find_foreign(site: Path) -> Iterator[tuple[Path, str]]:
    """Yield what pages load from other hosts, which would tell these who reads the site."""
    for page in site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_bytes())
        for selector, attribute in _LOADED.items():
            for node in tree.css(selector):
                address = node.attributes.get(attribute) or ""
                if re.match(r"(?:https?:)?//", address):
                    yield page, address
        # The theme loads the library for diagrams from a CDN when a page has one.
        if tree.css_first(".mermaid") is not None:
            yield page, "mermaid"
    for style in site.rglob("*.css"):
        yield from ((style, found) for found in re.findall(r"url\(['\"]?(https?:[^)]*)", style.read_text("utf-8")))


def main(zensical: Path) -> None:
    """Build the site in build/site."""
    folder, site = ROOT / "build" / "docs", ROOT / "build" / "site"
    for old in (folder, site):
        shutil.rmtree(old, ignore_errors=True)
    assemble(folder)
    build(zensical.absolute(), folder)
    for page, loaded in find_foreign(folder / "site"):
        raise SystemExit(f"{page} loads {loaded} from another host")
    shutil.move(folder / "site", site)
    typer.echo(f"{len(list(site.rglob('*.html')))} pages; open {site.relative_to(ROOT)}/index.html")


if __name__ == "__main__":
    typer.run(main)

"""The Korean documents compared with the English ones: what is listed in one is listed in the other."""

import re
import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.ext import CommandHandler

from bot.context import JoganApplication
from handlers import CONVERSATIONS
from publish.site import CONFIGURATIONS, ROOT

KOREAN = sorted((ROOT / "docs" / "ko").glob("*.md"))
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
READERS_AND_HOSTS = {"index.md", "usage.md", "operation.md", "sources.md", "log.md"}


class Registered:
    """An application that only notes the commands that are registered."""

    def __init__(self) -> None:
        self.commands: set[str] = set()

    def add_handler(self, handler: object, group: int = 0) -> None:
        del group
        if isinstance(handler, CommandHandler):
            self.commands |= handler.commands

    def __getattr__(self, name: str) -> object:
        return lambda *_, **__: None


def read_pair(korean: Path) -> tuple[str, str]:
    return (ROOT / "docs" / korean.name).read_text("utf-8"), korean.read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    """Return the code of each row of the tables, sorted, because languages differ in their order of words."""
    return [sorted(CODE.findall(line)) for line in FENCE.sub("", text).splitlines() if line.startswith("|")]


def headings(text: str) -> list[str]:
    return re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)


def pages(nav: list[dict[str, Any]]) -> Iterator[str]:
    for entry in nav:
        for below in entry.values():
            yield from [below] if isinstance(below, str) else pages(below)


@pytest.mark.parametrize("korean", KOREAN, ids=lambda path: path.name)
def test_a_korean_page_lists_what_the_english_one_lists(korean: Path) -> None:
    in_english, in_korean = map(rows, read_pair(korean))
    different = [pair for pair in zip_longest(in_english, in_korean) if pair[0] != pair[1]]
    assert different[:1] == []


@pytest.mark.parametrize("korean", KOREAN, ids=lambda path: path.name)
def test_a_korean_page_has_the_sections_and_examples_of_the_english_one(korean: Path) -> None:
    in_english, in_korean = read_pair(korean)
    assert headings(in_korean) == headings(in_english)
    assert [one.group() for one in FENCE.finditer(in_korean)] == [one.group() for one in FENCE.finditer(in_english)]
    assert set(CODE.findall(FENCE.sub("", in_korean))) == set(CODE.findall(FENCE.sub("", in_english)))


def test_what_readers_and_hosts_need_is_in_korean() -> None:
    assert {path.name for path in KOREAN} >= READERS_AND_HOSTS
    assert sum(len(rows(path.read_text("utf-8"))) for path in KOREAN) > 200


@pytest.mark.parametrize("folder", ["docs", "docs/ko"])
def test_the_commands_of_the_bot_are_those_of_the_documents(folder: str) -> None:
    registered = Registered()
    for conversation in CONVERSATIONS:
        conversation.register(cast("JoganApplication", registered))
    _, _, text = (ROOT / folder / "usage.md").read_text("utf-8").partition("\n## ")
    listed = [code for row in rows(text) for code in row]
    assert {found[1] for code in listed if (found := re.match(r"/([a-z]+)", code))} == registered.commands


def test_both_sites_have_every_page_in_the_same_order() -> None:
    english, korean = (
        list(pages(tomllib.loads(path.read_text("utf-8"))["project"]["nav"])) for path in CONFIGURATIONS.values()
    )
    assert english == korean
    below_docs = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert below_docs | {"decisions/README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"} == set(english)

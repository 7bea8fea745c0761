"""Stories of the demo's week, from `stories.toml`."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sources.records import KST, Article


@dataclass(frozen=True, slots=True)
class Story:
    """Article of a local newspaper.

    Attributes:
        at: when it appears, aware.
        region: the region that the newspaper is about, in Korean.
        article: the article.
    """

    at: dt.datetime
    region: str
    article: Article


@cache
def load_stories() -> tuple[Story, ...]:
    """Load the stories in the order of their times."""
    text = resources.files("demo").joinpath("stories.toml").read_text(encoding="utf-8")
    return tuple(sorted(map(_to_story, tomllib.loads(text)["story"]), key=lambda story: story.at))


def _to_story(given: dict[str, Any]) -> Story:
    at = given["at"].replace(tzinfo=KST)
    article = Article(
        headline=given["headline"],
        subheadline=given["lead"],
        paragraphs=tuple(given["text"]),
        publisher=given["paper"],
        published_at=at,
    )
    return Story(at, given["region"], article)

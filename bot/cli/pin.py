"""`jogan pin` and `jogan unpin`: reports."""

import datetime as dt
import json
from collections.abc import Sequence

from sources.records import KST, Article
from storage.content.articles import StoredArticle


def describe_pinned(article: Article, until: dt.datetime, *, as_json: bool) -> str:
    """Return which headline is pinned until when."""
    if as_json:
        found = {"headline": article.headline, "until": until.astimezone(dt.UTC).isoformat()}
        return json.dumps(found, ensure_ascii=False)
    return f"Pinned until {until.astimezone(KST):%Y-%m-%d %H:%M} (Seoul): {article.headline}"


def describe_unpinned(pinned: Sequence[StoredArticle], *, as_json: bool) -> str:
    """Return which headlines were unpinned."""
    headlines = [one.article.headline for one in pinned]
    if as_json:
        return json.dumps({"unpinned": headlines}, ensure_ascii=False)
    return "\n".join(f"Unpinned: {headline}" for headline in headlines) or "Nothing was pinned."

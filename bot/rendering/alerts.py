"""Keyword alerts as text: the message with new articles, and the list of a chat's alerts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice, zip_longest

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Places
from bot.rendering.layout import join_blocks, join_lines, shorten
from bot.rendering.news import MAX_NAME_LENGTH, headline_line, summary_line
from bot.rendering.news_query import search_title
from sources.records import Article

# Eight headlines with a line each fit in a message, with their keywords.
MAX_SHOWN = 8
"""Most articles in one message; the others are counted."""

# Telegram takes at most 32,768 bytes of a message with its markup.
MAX_ADDRESS_LENGTH = 1000
"""Most characters of an address that is linked."""


def render_alert(found: Mapping[str, Sequence[Article]], tr: Translator) -> Markup:
    """Return the message with the new articles of a chat's keyword alerts, each linked to its page.

    Args:
        found: the articles by the title of their alert, the newest first; at least one.
        tr: the reader's language.
    """
    total = sum(map(len, found.values()))
    more = tr("and {n} more in /news", n=total - MAX_SHOWN) if total > MAX_SHOWN else None
    lists = [_article_list(title, articles) for title, articles in _choose(found).items()]
    return join_blocks([tr.plural("🔔 {n} new article", "🔔 {n} new articles", total), *lists, more])


def _choose(found: Mapping[str, Sequence[Article]]) -> Mapping[str, Sequence[Article]]:
    """Return at most `MAX_SHOWN` of the articles: the newest of each alert, then the next of each."""
    ranks = zip_longest(*found.values())
    by_rank = ((title, article) for rank in ranks for title, article in zip(found, rank, strict=True) if article)
    chosen: defaultdict[str, list[Article]] = defaultdict(list)
    for title, article in islice(by_rank, MAX_SHOWN):
        chosen[title].append(article)
    return chosen


def _article_list(title: str, articles: Sequence[Article]) -> Markup:
    name = Markup("<b>{}</b>").format(shorten(title, MAX_NAME_LENGTH))
    return join_lines([name, *map(_article_lines, articles)])


def render_alerts(words: Sequence[str], places: Places, tr: Translator) -> Markup | None:
    """Return the line with the words of a topic's keyword alerts; None without any."""
    titles = [shorten(search_title(one, places, tr), MAX_NAME_LENGTH) for one in words]
    return tr("🔔 Keyword alerts: {words}", words=tr.join_names(titles)) if titles else None


def _article_lines(article: Article) -> Markup:
    line = headline_line(article)
    if article.address and len(article.address) <= MAX_ADDRESS_LENGTH:
        line = Markup('<a href="{}">{}</a>').format(article.address, line)
    return join_lines([Markup("• {}").format(line), summary_line(article)])

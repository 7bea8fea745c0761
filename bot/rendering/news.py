"""Articles and headlines as text."""

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks, join_lines, shorten
from sources.records import Article
from storage.content import articles as stored_articles
from storage.content.articles import OPERATOR, StoredArticle

MAX_HEADLINE_LENGTH = 300
MAX_LEAD_LENGTH = 800
MAX_SUMMARY_LENGTH = 80
MAX_NAME_LENGTH = 60
"""UTF-16 units of each text before it is shortened."""

# (인천=연합뉴스) 김하늘 기자 = tells who writes, not what happened.
_DATELINE = re.compile(
    r"[\[(【][^\])】]{1,30}=[^\])】]{1,30}[\])】]\s*(?:[가-힣·, ]{2,30}(?:기자|특파원|통신원)\s?)?(?:=\s*)?"
)


def render_headlines(
    articles: Sequence[StoredArticle], first: int, total: int, tr: Translator, words: str | None = None
) -> Markup:
    """Return a page of headlines, each with one line on its article.

    Args:
        articles: the articles of the page, the newest first; not empty.
        first: the number of the page's first article, counted from 1.
        total: the number of all articles; at most `MAX_LISTED`, or `MAX_RESULTS` of a search.
        tr: the reader's language.
        words: the search words, or None for all articles.
    """
    lines = [
        join_lines([Markup("{}. {}").format(number, headline_line(stored.article)), summary_line(stored.article)])
        for number, stored in enumerate(articles, first)
    ]
    title = _title_all(total, tr) if words is None else _title_found(words, total, tr)
    if len(lines) < total:
        title += tr(" ({first}–{last})", first=first, last=first + len(lines) - 1)
    return join_blocks([title, *lines])


def _title_all(total: int, tr: Translator) -> Markup:
    if total == stored_articles.MAX_LISTED:
        return tr("<b>Local news</b> · at least {n} articles", n=tr.number(total))
    return tr.plural("<b>Local news</b> · {n} article", "<b>Local news</b> · {n} articles", total)


def _title_found(words: str, total: int, tr: Translator) -> Markup:
    words = shorten(words, MAX_NAME_LENGTH)
    if total == stored_articles.MAX_RESULTS:
        return tr("<b>“{words}”</b> · at least {n} articles", words=words, n=tr.number(total))
    return tr.plural("<b>“{words}”</b> · {n} article", "<b>“{words}”</b> · {n} articles", total, words=words)


def render_nothing_found(words: str, tr: Translator, *, is_region: bool = False) -> Markup:
    """Return the text for a search without results, with what to try instead."""
    if is_region:
        return tr("There is no news about {region} yet. For all news: /news", region=shorten(words, MAX_NAME_LENGTH))
    return tr(
        "I found no news for “{words}”. Try fewer or shorter words. For all news: /news",
        words=shorten(words, MAX_NAME_LENGTH),
    )


def render_region_suggestions(words: str, tr: Translator) -> Markup:
    """Return the text for a search without results that offers similar regions."""
    return tr(
        "I found no news for “{words}”. Did you mean one of these regions?", words=shorten(words, MAX_NAME_LENGTH)
    )


def render_article(article: Article, zone: ZoneInfo, tr: Translator) -> Markup:
    """Return one article: section, headline, sub-headline, lead, source, date and link, as far as known."""
    lead = article.paragraphs[0] if article.paragraphs else None
    return join_blocks(
        [
            _headline_block(article),
            None if lead is None else Markup.escape(shorten(lead, MAX_LEAD_LENGTH)),
            _source_and_link(article, zone, tr),
        ]
    )


def _headline_block(article: Article) -> Markup:
    """Return section and headline, with the sub-headline below."""
    lines = [Markup("<b>{}</b>").format(headline_line(article))]
    if article.subheadline:
        lines.append(Markup.escape(shorten(article.subheadline, MAX_HEADLINE_LENGTH)))
    return join_lines(lines)


def summary_line(article: Article, limit: int = MAX_SUMMARY_LENGTH) -> Markup | None:
    """Return the sub-headline, or else the beginning of the text, in one line; None without either.

    Args:
        article: the article.
        limit: UTF-16 units at most.
    """
    text = article.subheadline or next((_DATELINE.sub("", one, count=1) for one in article.paragraphs[:1]), "")
    return Markup.escape(shorten(text, limit)) if text else None


def headline_line(article: Article) -> Markup:
    """Return section and headline in one line: ``[지역뉴스] …``."""
    headline = shorten(article.headline, MAX_HEADLINE_LENGTH)
    if not article.section:
        return Markup.escape(headline)
    return Markup("[{}] {}").format(shorten(article.section, MAX_HEADLINE_LENGTH), headline)


def article_link(article: Article, tr: Translator) -> Markup | None:
    """Return a link to the article, or None without an address."""
    if not article.address:
        return None
    return Markup('<a href="{}">{}</a>').format(article.address, tr("Read the article"))


def article_source(article: Article, tr: Translator) -> Markup:
    """Return the line that names the article's publisher."""
    return tr("Source: {source}", source=publisher_name(article, tr))


def publisher_name(article: Article, tr: Translator) -> str:
    """Return the name of an article's publisher."""
    if article.publisher == OPERATOR:
        return tr("this bot's operator")
    return shorten(article.publisher, MAX_NAME_LENGTH) if article.publisher else tr("a local newspaper")


def _source_and_link(article: Article, zone: ZoneInfo, tr: Translator) -> Markup:
    line = article_source(article, tr)
    if article.published_at is not None:
        day = _day(article.published_at, zone, tr)
        line = tr("Source: {source}, {day}", source=publisher_name(article, tr), day=day)
    return join_lines([line, article_link(article, tr)])


def _day(published_at: dt.datetime, zone: ZoneInfo, tr: Translator) -> str:
    return tr.full_day(published_at.astimezone(zone).date())

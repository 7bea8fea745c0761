"""`/news`: headlines (all, by search words, or of a region), and single articles."""

import re
from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.news_search import search_words
from bot.parsing.place_names import KEY_PREFIX
from bot.places.normalization import is_everyday_word
from bot.rendering.news import render_region_suggestions
from bot.rendering.news_query import find_ambiguous_regions, suggest_regions
from bot.rendering.place_questions import render_place_question
from handlers.buttons import place_buttons
from handlers.callbacks import (
    ALL_ARTICLES,
    Notice,
    ShowArticle,
    ShowHeadlines,
    ShowRegionalNews,
    add_callback,
)
from handlers.language import load_translator
from handlers.news import alerts
from handlers.news.pages import PAGE_LENGTH, Listing, article_page, find, headlines, nothing_found
from handlers.replies import OUT_OF_DATE, Buttons, edit_message, reply
from handlers.updates import add_command, get_callback_query, get_chat
from storage.content import articles, saved_searches

_NUMBER = re.compile(r"[0-9]{1,9}")


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "news", show_news)
    add_callback(application, ShowHeadlines, _show_page)
    add_callback(application, ShowArticle, _show_article)
    add_callback(application, ShowRegionalNews, _show_region)
    alerts.register(application)


async def show_news(update: Update, context: Context) -> None:
    """Answer with headlines: all, or those of the words after the command."""
    words = " ".join(context.words)
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        if _NUMBER.fullmatch(words):
            answer, buttons = await _numbered(update, connection, context, tr, int(words))
        else:
            answer, buttons = await _answer_words(update, connection, context, tr, words)
    await reply(update, answer, buttons)


async def show_latest(update: Update, context: Context) -> None:
    """Answer with the newest headlines."""
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        answer, buttons = await headlines(connection, context, tr, Listing(1))
    await reply(update, answer, buttons)


async def _answer_words(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, words: str
) -> tuple[Markup, Buttons]:
    """Return the articles that match; all without words."""
    if words:
        return await _searched(update, connection, context, tr, words)
    return await headlines(connection, context, tr, Listing(1))


async def _searched(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, words: str
) -> tuple[Markup, Buttons]:
    """Return the articles that match; or a question, if a name has several meanings or nothing matches."""
    places = context.deps.places
    # A name that is certainly a region's goes before words; less certain readings come last (docs/decisions/011).
    if (regions := find_ambiguous_regions(words, places)).is_ambiguous:
        return render_place_question(words, regions, tr), place_buttons(regions, places, tr, ShowRegionalNews)
    if found := await find(connection, context, words):
        return await _first_page(update, connection, context, tr, words, found)
    # No article has the words, so some may only ask for news; a search for "오늘" itself comes before.
    if not words.startswith(KEY_PREFIX) and (shorter := search_words(words)) != words:
        return await _answer_words(update, connection, context, tr, shorter)
    # They may be a misspelt or abbreviated place (docs/decisions/011).
    instead = suggest_regions(words, places)
    if instead.match and (found := await find(connection, context, key := f"{KEY_PREFIX}{instead.match.place.key}")):
        return await _first_page(update, connection, context, tr, key, found)
    is_far_fetched = not instead.matches and is_everyday_word(words)
    if instead.match or is_far_fetched or not (instead.matches or instead.suggestions):
        return await _nothing_found(update, connection, context, tr, words)
    question = render_place_question(words, instead, tr) if instead.matches else render_region_suggestions(words, tr)
    return question, place_buttons(instead, places, tr, ShowRegionalNews)


async def _nothing_found(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, words: str
) -> tuple[Markup, Buttons]:
    """Return that a search has no results yet; with the button of its keyword alert, if it can have one."""
    if alerts.can_keep(words, context.deps.places):
        return await _first_page(update, connection, context, tr, words, ())
    return nothing_found(words, context, tr), ()


async def _first_page(
    update: Update,
    connection: AsyncConnection,
    context: Context,
    tr: Translator,
    words: str,
    found: Sequence[int] | None = None,
) -> tuple[Markup, Buttons]:
    """Store a search, so that buttons can refer to it, and return its first page; search if `found` is None."""
    # A transaction of its own: the caller's connection only reads.
    async with context.deps.database.write() as writing:
        search = await saved_searches.save(writing, words, context.deps.clock.now())
    return await _page(update, connection, context, tr, Listing(1, search, words, found))


async def _page(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, listing: Listing
) -> tuple[Markup, Buttons]:
    """Return a page of a list of headlines; below those of a search is the button of its keyword alert."""
    text, buttons = await headlines(connection, context, tr, listing)
    if listing.words is None:
        return text, buttons
    row = await alerts.alert_row(update, connection, context, tr, listing.search, listing.words)
    return text, [*buttons, *row]


async def _numbered(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, number: int
) -> tuple[Markup, Buttons]:
    """Return the article with this number in the list of all headlines."""
    now = context.deps.clock.now()
    total = await articles.count(connection, now)
    if not total:
        return await headlines(connection, context, tr, Listing(1))
    found = await articles.list_newest(connection, now, limit=1, offset=number - 1) if 1 <= number <= total else []
    if not found:
        return _describe_numbers(total, tr), ()
    listing = Listing((number - 1) // PAGE_LENGTH + 1)
    return await article_page(connection, context, tr, found[0], listing, may_share=_may_share(update, context))


def _describe_numbers(total: int, tr: Translator) -> Markup:
    """Return which numbers articles have."""
    if total == articles.MAX_LISTED:
        return tr(
            "Only the newest {n} articles have numbers. <code>/news 1</code> shows the newest. To find older ones, give"
            " words, as in <code>/news Incheon</code>.",
            n=tr.number(total),
        )
    return tr.plural(
        "There is {n} article. <code>/news 1</code> shows it.",
        "There are {n} articles. <code>/news 1</code> shows the newest, /news lists them.",
        total,
    )


def _may_share(update: Update, context: Context) -> bool:
    # Telegram rejects an inline button in channels, and inline mode may be off at @BotFather.
    return get_chat(update).type != ChatType.CHANNEL and context.bot.supports_inline_queries


async def _show_page(update: Update, context: Context, data: ShowHeadlines) -> Notice:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        words = await saved_searches.get(connection, data.search)
        if data.search != ALL_ARTICLES and words is None:
            return tr.plain(OUT_OF_DATE)
        text, buttons = await _page(update, connection, context, tr, Listing(data.page, data.search, words))
    await edit_message(get_callback_query(update), text, buttons)
    return None


async def _show_article(update: Update, context: Context, data: ShowArticle) -> Notice:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        stored = await articles.get(connection, data.article)
        words = await saved_searches.get(connection, data.search)
        if stored is None:
            return tr.plain("This article is no longer available. For the list: /news")
        listing, may_share = Listing(data.page, data.search, words), _may_share(update, context)
        text, buttons = await article_page(connection, context, tr, stored, listing, may_share=may_share)
    await edit_message(get_callback_query(update), text, buttons)
    return None


async def _show_region(update: Update, context: Context, data: ShowRegionalNews) -> Notice:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        if context.deps.places.get(data.place) is None:
            return tr.plain(OUT_OF_DATE)
        text, buttons = await _first_page(update, connection, context, tr, f"{KEY_PREFIX}{data.place}")
    await edit_message(get_callback_query(update), text, buttons)
    return None

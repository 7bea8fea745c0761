"""`/news`: headlines, five a page, all or those that are searched for, and one article."""

import re
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n import Translator
from bot.news_search import parse_search
from bot.news_text import render_article, render_headlines, render_nothing_found
from handlers.common import OUT_OF_DATE, Buttons, add_command, edit, query_of, reply, translator_for
from sources.records import KST
from storage import articles, searches
from storage.articles import StoredArticle

PAGE_LENGTH = 5
ALL = 0
"""The number of the search that is none: all articles."""

_PAGE = re.compile(r"news:page:([0-9]{1,9})(?::([0-9]{1,15}))?$")
_ARTICLE = re.compile(r"news:article:([0-9]{1,15}):([0-9]{1,9})(?::([0-9]{1,15}))?$")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class _Listing:
    """Where in which list a reader is.

    Attributes:
        page: counted from 1.
        search: the number of the search, or `ALL`.
        words: what was searched for, or None for all articles.
    """

    page: int
    search: int = ALL
    words: str | None = None


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "news", _news)
    application.add_handler(CallbackQueryHandler(_turn, pattern=_PAGE))
    application.add_handler(CallbackQueryHandler(_open, pattern=_ARTICLE))


async def _news(update: Update, context: Context) -> None:
    words = " ".join(context.words)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        if _NUMBER.fullmatch(words):
            answer, buttons = await _numbered(connection, context, tr, int(words))
        elif not words or await _find(connection, context, words):
            listing = _Listing(1, await _keep(words, context), words) if words else _Listing(1)
            answer, buttons = await _headlines(connection, context, tr, listing)
        else:
            answer, buttons = render_nothing_found(words, tr), ()
    await reply(update, answer, buttons)


async def _keep(words: str, context: Context) -> int:
    """Note a search, so that its buttons can name it."""
    async with context.deps.database.write() as connection:
        return await searches.keep(connection, words, context.deps.clock.now())


async def _find(connection: AsyncConnection, context: Context, words: str) -> list[int]:
    wanted = parse_search(words, context.deps.places)
    return [] if wanted is None else await articles.find(connection, wanted, context.deps.clock.now())


async def _numbered(
    connection: AsyncConnection, context: Context, tr: Translator, number: int
) -> tuple[Markup, Buttons]:
    """The article that `/news` shows under a number."""
    now = context.deps.clock.now()
    total = await articles.count(connection, now)
    if not total:
        return await _headlines(connection, context, tr, _Listing(1))
    found = await articles.newest(connection, now, limit=1, offset=number - 1) if 1 <= number <= total else []
    if not found:
        return tr.plural(
            "There is {n} article. <code>/news 1</code> shows it.",
            "There are {n} articles. <code>/news 1</code> shows the newest, /news lists them.",
            total,
        ), ()
    page = (number - 1) // PAGE_LENGTH + 1
    return render_article(found[0].article, KST, tr), _back(_Listing(page), tr)


async def _headlines(
    connection: AsyncConnection, context: Context, tr: Translator, listing: _Listing
) -> tuple[Markup, Buttons]:
    total, offset, shown = await _page(connection, context, listing)
    if not total:
        return tr("There is no news yet. Please try again later."), ()
    page = offset // PAGE_LENGTH + 1
    numbers = [
        InlineKeyboardButton(str(number), callback_data=f"news:article:{stored.id}:{page}:{listing.search}")
        for number, stored in enumerate(shown, offset + 1)
    ]
    turns = [
        InlineKeyboardButton(label, callback_data=f"news:page:{target}:{listing.search}")
        for label, target in ((tr.plain("‹ Newer"), page - 1), (tr.plain("Older ›"), page + 1))
        if 1 <= target <= (total - 1) // PAGE_LENGTH + 1
    ]
    text = render_headlines(shown, offset + 1, total, tr, listing.words)
    return text, [row for row in (numbers, turns) if row]


async def _page(
    connection: AsyncConnection, context: Context, listing: _Listing
) -> tuple[int, int, list[StoredArticle]]:
    """How many articles a list has, how many stand before the page, and those on it."""
    now = context.deps.clock.now()
    found = None if listing.words is None else await _find(connection, context, listing.words)
    total = await articles.count(connection, now) if found is None else len(found)
    offset = (min(max(listing.page, 1), max(total - 1, 0) // PAGE_LENGTH + 1) - 1) * PAGE_LENGTH
    if found is None:
        return total, offset, await articles.newest(connection, now, PAGE_LENGTH, offset)
    wanted = found[offset : offset + PAGE_LENGTH]
    stored = await articles.get_many(connection, wanted)
    return total, offset, [stored[number] for number in wanted]


def _back(listing: _Listing, tr: Translator) -> Buttons:
    label = tr.plain("‹ All headlines") if listing.search == ALL else tr.plain("‹ Back to the list")
    return [[InlineKeyboardButton(label, callback_data=f"news:page:{listing.page}:{listing.search}")]]


async def _turn(update: Update, context: Context) -> None:
    query = query_of(update)
    page, search = _numbers(context)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        words = await searches.get(connection, search)
        if search != ALL and words is None:
            await query.answer(tr.plain(OUT_OF_DATE))
            return
        text, buttons = await _headlines(connection, context, tr, _Listing(page, search, words))
    await query.answer()
    await edit(query, text, buttons)


async def _open(update: Update, context: Context) -> None:
    query = query_of(update)
    article_id, page, search = _numbers(context)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        stored = await articles.get(connection, article_id)
    if stored is None:
        await query.answer(tr.plain("This article is no longer there. Please ask for /news again."))
        return
    await query.answer()
    await edit(query, render_article(stored.article, KST, tr), _back(_Listing(page, search), tr))


def _numbers(context: Context) -> list[int]:
    """What a button's data say; those of a list without a search may leave its number out."""
    return [int(number or ALL) for number in context.match.groups()] if context.match else []

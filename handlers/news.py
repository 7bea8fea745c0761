"""`/news`: headlines, five a page, and one article."""

import re

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n import Translator
from bot.news_text import render_article, render_headlines
from handlers.common import Buttons, add_command, edit, query_of, reply, translator_for
from sources.records import KST
from storage import articles

PAGE_LENGTH = 5

_PAGE = re.compile(r"news:page:([0-9]{1,9})$")
_ARTICLE = re.compile(r"news:article:([0-9]{1,15}):([0-9]{1,9})$")
_NUMBER = re.compile(r"[0-9]{1,9}")


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "news", _news)
    application.add_handler(CallbackQueryHandler(_turn, pattern=_PAGE))
    application.add_handler(CallbackQueryHandler(_open, pattern=_ARTICLE))


async def _news(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        if context.words:
            answer, buttons = await _numbered(connection, tr, context.words[0])
        else:
            answer, buttons = await _headlines(connection, tr, page=1)
    await reply(update, answer, buttons)


async def _numbered(connection: AsyncConnection, tr: Translator, word: str) -> tuple[Markup, Buttons]:
    """The article that `/news` shows under a number."""
    total = await articles.count(connection)
    if not total:
        return await _headlines(connection, tr, page=1)
    number = int(word) if _NUMBER.fullmatch(word) else 0
    found = await articles.newest(connection, limit=1, offset=number - 1) if 1 <= number <= total else []
    if not found:
        return tr.plural(
            "There is {n} article. <code>/news 1</code> shows it.",
            "There are {n} articles. <code>/news 1</code> shows the newest, /news lists them.",
            total,
        ), ()
    page = (number - 1) // PAGE_LENGTH + 1
    return render_article(found[0].article, KST, tr), _back(page, tr)


async def _headlines(connection: AsyncConnection, tr: Translator, page: int) -> tuple[Markup, Buttons]:
    total = await articles.count(connection)
    if not total:
        return tr("There is no news yet. Please try again later."), ()
    pages = (total - 1) // PAGE_LENGTH + 1
    page = min(max(page, 1), pages)
    offset = (page - 1) * PAGE_LENGTH
    shown = await articles.newest(connection, limit=PAGE_LENGTH, offset=offset)
    numbers = [
        InlineKeyboardButton(str(number), callback_data=f"news:article:{stored.id}:{page}")
        for number, stored in enumerate(shown, offset + 1)
    ]
    turns = [
        InlineKeyboardButton(label, callback_data=f"news:page:{target}")
        for label, target in ((tr.plain("‹ Newer"), page - 1), (tr.plain("Older ›"), page + 1))
        if 1 <= target <= pages
    ]
    return render_headlines(shown, offset + 1, total, tr), [row for row in (numbers, turns) if row]


def _back(page: int, tr: Translator) -> Buttons:
    return [[InlineKeyboardButton(tr.plain("‹ All headlines"), callback_data=f"news:page:{page}")]]


async def _turn(update: Update, context: Context) -> None:
    query = query_of(update)
    match = context.match
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        text, buttons = await _headlines(connection, tr, page=int(match[1]) if match else 1)
    await query.answer()
    await edit(query, text, buttons)


async def _open(update: Update, context: Context) -> None:
    query = query_of(update)
    match = context.match
    article_id, page = map(int, match.groups()) if match else (0, 1)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        stored = await articles.get(connection, article_id)
    if stored is None:
        await query.answer(tr.plain("This article is no longer there. Please ask for /news again."))
        return
    await query.answer()
    await edit(query, render_article(stored.article, KST, tr), _back(page, tr))

"""Messages of `/news`: a page of headlines, and an article, with their buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import InlineKeyboardButton
from yarl import URL

from bot.context import Context
from bot.i18n.translator import Translator
from bot.rendering.news import render_article, render_headlines, render_nothing_found
from bot.rendering.news_query import is_region_search, parse_search, search_title
from handlers.callbacks import ALL_ARTICLES, ShowArticle, ShowHeadlines, button
from handlers.replies import Buttons
from sources.records import KST
from storage.content import articles
from storage.content.articles import StoredArticle

PAGE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list of headlines.

    Attributes:
        page: counted from 1.
        search: row id of the search, or `ALL_ARTICLES`.
        words: the search words, or None for all articles.
        found: row ids of the search's results, or None to search for them.
    """

    page: int
    search: int = ALL_ARTICLES
    words: str | None = None
    found: Sequence[int] | None = None


async def find(connection: AsyncConnection, context: Context, words: str) -> list[int]:
    """Return the row ids of the articles that match a search, the best first."""
    wanted = parse_search(words, context.deps.places)
    return [] if wanted is None else await articles.find(connection, wanted, context.deps.clock.now())


async def headlines(
    connection: AsyncConnection, context: Context, tr: Translator, listing: Listing
) -> tuple[Markup, Buttons]:
    """Return a page of a list of headlines."""
    total, offset, shown = await _page(connection, context, listing)
    title = None if listing.words is None else search_title(listing.words, context.deps.places, tr)
    if not total:
        return nothing_found(listing.words, context, tr), ()
    page = offset // PAGE_LENGTH + 1
    numbers = [
        button(str(number), ShowArticle(stored.id, page, listing.search))
        for number, stored in enumerate(shown, offset + 1)
    ]
    navigation = [
        button(label, ShowHeadlines(target, listing.search))
        for label, target in ((tr.plain("‹ Newer"), page - 1), (tr.plain("Older ›"), page + 1))
        if 1 <= target <= (total - 1) // PAGE_LENGTH + 1
    ]
    return render_headlines(shown, offset + 1, total, tr, title), [row for row in (numbers, navigation) if row]


def nothing_found(words: str | None, context: Context, tr: Translator) -> Markup:
    """Render that there is no news: at all, with the search words, or from the region that they name."""
    places = context.deps.places
    if words is None:
        return tr("There is no news yet. Please try again later.")
    return render_nothing_found(search_title(words, places, tr), tr, is_region=is_region_search(words, places))


async def article_page(
    connection: AsyncConnection,
    context: Context,
    tr: Translator,
    stored: StoredArticle,
    listing: Listing,
    *,
    may_share: bool,
) -> tuple[Markup, Buttons]:
    """Return an article, with buttons back to its list, to the next article, to its web page and to other chats.

    Args:
        connection: reads from the database.
        context: the context of the update.
        tr: the reader's language.
        stored: the article.
        listing: the list from which it was opened.
        may_share: whether to add the inline button; Telegram rejects it in channels.
    """
    page, following = await _following(connection, context, stored, listing)
    label = tr.plain("‹ All headlines") if listing.search == ALL_ARTICLES else tr.plain("‹ Back to the list")
    navigation = [button(label, ShowHeadlines(page, listing.search))]
    if following:
        navigation.append(button(tr.plain("Next ›"), ShowArticle(following.id, page, listing.search)))
    return render_article(stored.article, KST, tr), [navigation, *external_buttons(stored, tr, may_share=may_share)]


def external_buttons(stored: StoredArticle, tr: Translator, *, may_share: bool) -> Buttons:
    """Return the buttons that lead out of the chat: to the article's web page, and to other chats."""
    row = []
    if stored.article.address and "." in (URL(stored.article.address).host or ""):
        # Telegram rejects the whole message if the host of a button's URL has no dot.
        row.append(InlineKeyboardButton(tr.plain("Open the article"), url=stored.article.address))
    if may_share:
        row.append(InlineKeyboardButton(tr.plain("Share"), switch_inline_query=f"#{stored.id}"))
    return [row] if row else []


async def _page(
    connection: AsyncConnection, context: Context, listing: Listing
) -> tuple[int, int, list[StoredArticle]]:
    """Return the number of articles in a list, the number before the page, and those on it."""
    now = context.deps.clock.now()
    found = listing.found
    if found is None and listing.words is not None:
        found = await find(connection, context, listing.words)
    total = await articles.count(connection, now) if found is None else len(found)
    # Clamped: the list may have become shorter since the button was made.
    offset = (min(max(listing.page, 1), max(total - 1, 0) // PAGE_LENGTH + 1) - 1) * PAGE_LENGTH
    if found is None:
        return total, offset, await articles.list_newest(connection, now, PAGE_LENGTH, offset)
    return total, offset, await _in_order(connection, found[offset : offset + PAGE_LENGTH])


async def _in_order(connection: AsyncConnection, wanted: Sequence[int]) -> list[StoredArticle]:
    stored = await articles.get_many(connection, wanted)
    return [stored[number] for number in wanted]


async def _following(
    connection: AsyncConnection, context: Context, stored: StoredArticle, listing: Listing
) -> tuple[int, StoredArticle | None]:
    """Return the page of an article in its list as it is now, and the next article."""
    if listing.search == ALL_ARTICLES:
        now = context.deps.clock.now()
        place = await articles.count_newer(connection, stored, now)
        if place + 1 >= articles.MAX_LISTED:
            return listing.page, None
        following = await articles.list_newest(connection, now, limit=1, offset=place + 1)
    else:
        found = await find(connection, context, listing.words or "")
        # The search finds only the newest articles, or this one has other words by now.
        if stored.id not in found:
            return listing.page, None
        place = found.index(stored.id)
        following = await _in_order(connection, found[place + 1 : place + 2])
    return place // PAGE_LENGTH + 1, next(iter(following), None)

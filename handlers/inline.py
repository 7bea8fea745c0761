"""Inline mode: cards of weather and headlines for any chat, after the bot's name in the text field."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.ext import InlineQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.asked_dates import judge_past
from bot.parsing.deep_links import GREETING, encode
from bot.parsing.news_search import search_words
from bot.parsing.place_names import MAX_CITIES, parse_places
from bot.parsing.reader import Asked, read
from bot.parsing.topics import WEATHER, Topic
from bot.places import Match, Places
from bot.rendering.inline_cards import (
    Card,
    InlineQuestion,
    article_card,
    country_card,
    headlines_card,
    parse_inline_question,
    weather_card,
    with_remarks,
    with_text,
)
from bot.rendering.layout import shorten
from bot.rendering.news_query import parse_search, search_title
from bot.rendering.outlook.answer import render_outlook
from bot.rendering.places import choice_labels, short_label
from bot.rendering.questions import is_answered
from bot.subscriptions.own_places import own_places
from bot.weather.stations import StationWeather
from handlers.buttons import get_choices
from handlers.language import get_personal_translator
from handlers.news.pages import PAGE_LENGTH, external_buttons, find
from handlers.outlooks import find_answer, get_outlooks_of
from handlers.replies import Buttons, answer_query
from handlers.weather import find_remarks
from storage.content import articles

CACHE_SECONDS = 60
"""Time for which Telegram caches the answer to a query, in seconds."""

# Short, so that the city of a new subscription appears soon.
EMPTY_QUERY_CACHE_SECONDS = 5
"""The same for an empty query, in seconds."""

_MAX_ECHO_LENGTH = 20


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    application.add_handler(InlineQueryHandler(_on_query))


async def _on_query(update: Update, context: Context) -> None:
    query = update.inline_query
    if query is None:
        raise ValueError(f"update {update.update_id} has no inline query")
    question = parse_inline_question(query.query)
    settings = await context.deps.caches.chats.get(query.from_user.id)
    own = own_places(settings, context.deps.places, 0)
    tr = await get_personal_translator(query.from_user.id, query.from_user, context)
    cards = await _cards(own, context, tr, question)
    is_known = not question.text and any(card.place for card in cards)
    button = (
        None
        if cards and (question.text or question.wants_news or is_known)
        else _button(question, context.deps.places, tr)
    )
    answer = query.answer(
        [_result(card, context, tr) for card in cards],
        cache_time=CACHE_SECONDS if query.query.strip() else EMPTY_QUERY_CACHE_SECONDS,
        # The cards are in the person's language and about their own cities.
        is_personal=True,
        button=button,
    )
    await answer_query(answer)


async def _cards(own: tuple[Match, ...], context: Context, tr: Translator, question: InlineQuestion) -> list[Card]:
    """Return the cards for a query: weather from the caches, news from the database."""
    if question.text and not question.wants_news:
        return await _asked(own, context, tr, question.text)
    if own and not question.wants_news:
        return await _own_or_country(own, context, tr)
    async with context.deps.database.read() as connection:
        news = await _news(context, connection, tr, question)
    if question.wants_news:
        return news
    return [*await _own_or_country(own, context, tr), *news[:1]]


async def _asked(own: tuple[Match, ...], context: Context, tr: Translator, text: str) -> list[Card]:
    """Return the cards of the weather that a text asks for, each with what of it is not known."""
    places = context.deps.places
    asked = read(text, places, Topic.NOW)
    asked = replace(asked, when=judge_past(asked.when, context.deps.clock.now()))
    # As after /weather, a text that is nothing but a name is looked up as a whole: ㅎㅇㄷ, 가야면.
    is_name = asked.what == {Topic.NOW} and is_answered(asked) and parse_places(text, places, MAX_CITIES).is_place
    if asked.named or is_name:
        cards = await _weather(context, tr, _named(text, asked, places, tr))
    elif is_answered(asked) and read(text, places).what & WEATHER:
        cards = await _own_or_country(own, context, tr)
    else:
        cards = []
    return [await _with_answer(card, own, context, tr, asked) for card in cards]


async def _with_answer(card: Card, own: tuple[Match, ...], context: Context, tr: Translator, asked: Asked) -> Card:
    """Return a card with what is known to a question, or with what of it is not known."""
    if not is_answered(asked):
        return card
    # Nobody waits here: Telegram shows nothing while a query is open.
    matches = () if card.place is None else (card.place,)
    known = await find_answer(context.deps, tr, asked, matches, can_wait=False)
    left = asked if known is None else replace(asked, what=asked.what - known.known)
    if known is not None and known.text and not left.what:
        return with_text(card, known.text)
    return with_remarks(card, await find_remarks(context, tr, left, own, known))


async def _own_or_country(own: tuple[Match, ...], context: Context, tr: Translator) -> list[Card]:
    if own:
        return await _weather(context, tr, {match: short_label(match, context.deps.places, tr) for match in own})
    country = (await context.deps.caches.readings.get()).country
    return [country_card(country, context.deps.catalogue, context.deps.clock.now(), tr)]


def _named(text: str, asked: Asked, places: Places, tr: Translator) -> dict[Match, str]:
    """Return the places that a text may mean, with their labels: several, the meanings of one name, or similar ones."""
    reading = parse_places(text, places, MAX_CITIES)
    is_list = len(asked.places) > 1 and not asked.rest
    if asked.places and (is_list or not reading.is_place or reading.is_guess):
        return {match: short_label(match, places, tr) for match in asked.places}
    if not reading.several and reading.answer.match is None:
        return dict(zip(get_choices(reading.answer), choice_labels(reading.answer, places, tr), strict=False))
    others = (places.get(f"station:{station.number}") for station in reading.answer.others)
    matches = filter(None, (*reading.several, reading.answer.match, *others))
    return {match: short_label(match, places, tr) for match in matches}


async def _weather(context: Context, tr: Translator, named: dict[Match, str]) -> list[Card]:
    known = (await context.deps.caches.readings.get()).stations
    now, places = context.deps.clock.now(), context.deps.places
    outlooks = await get_outlooks_of(context.deps, list(named), can_wait=False)
    return [
        weather_card(
            match,
            label,
            known.get(match.station.number, StationWeather(match.station)),
            now,
            places,
            tr,
            render_outlook(outlooks[match.place.key], now, tr),
        )
        for match, label in named.items()
    ]


async def _news(context: Context, connection: AsyncConnection, tr: Translator, question: InlineQuestion) -> list[Card]:
    """Return a card of all headlines, and one for each article."""
    now, places = context.deps.clock.now(), context.deps.places
    if question.article is not None:
        stored = await articles.get(connection, question.article)
        return [article_card(stored, tr)] if stored and stored.newness <= now else []
    if question.text and not await find(connection, context, question.text):
        question = replace(question, text=search_words(question.text))
    wanted = parse_search(question.text, places)
    if wanted is None:
        total = await articles.count(connection, now)
        found = await articles.list_newest(connection, now, PAGE_LENGTH)
    else:
        numbers = await articles.find(connection, wanted, now)
        total, stored_by_id = len(numbers), await articles.get_many(connection, numbers[:PAGE_LENGTH])
        found = [stored_by_id[number] for number in numbers[:PAGE_LENGTH]]
    title = search_title(question.text, places, tr) if question.text else None
    head = [headlines_card(found, total, tr, title)] if found else []
    return [*head, *(article_card(stored, tr) for stored in found)]


def _button(question: InlineQuestion, places: Places, tr: Translator) -> InlineQueryResultsButton:
    """Return the button that leads to the private chat, if the person has no cities there or nothing was found."""
    if not question.text:
        return InlineQueryResultsButton(tr.plain("Choose my cities"), start_parameter=GREETING)
    return InlineQueryResultsButton(_say_not_found(question.text, places, tr), start_parameter=GREETING)


def _say_not_found(text: str, places: Places, tr: Translator) -> str:
    """Return why a text has no card, in the few characters of a button."""
    asked = read(text, places, Topic.NOW)
    if asked.abroad:
        return tr.plain("“{name}” is outside South Korea", name=shorten(asked.abroad[0], _MAX_ECHO_LENGTH))
    if asked.north:
        return tr.plain("“{name}” is in the north of Korea", name=shorten(asked.north[0], _MAX_ECHO_LENGTH))
    return tr.plain("“{name}” was not found. Ask me", name=shorten(text, _MAX_ECHO_LENGTH))


def _result(card: Card, context: Context, tr: Translator) -> InlineQueryResultArticle:
    buttons = _buttons_below(card, context, tr)
    return InlineQueryResultArticle(
        card.id,
        card.title,
        InputTextMessageContent(card.text),
        reply_markup=InlineKeyboardMarkup(buttons) if buttons else None,
        description=card.description,
    )


def _buttons_below(card: Card, context: Context, tr: Translator) -> Buttons:
    """Return the buttons below a card: links only."""
    if card.article:
        # Links only: callback data would come from a chat in which the bot may not be.
        return external_buttons(card.article, tr, may_share=False)
    if card.place is None:
        return ()
    address = f"https://t.me/{context.bot.username}?start={encode(card.place, context.deps.places)}"
    return [[InlineKeyboardButton(tr.plain("🔔 Subscribe"), url=address)]]

"""The texts of /start, /help and deep links."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Match, Places
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.places import place_with_station, short_label
from bot.rendering.subscription import local_moment
from storage.chats.subscriptions import Subscription
from storage.terms import Section


def render_start(city: str, tr: Translator, *, in_group: bool = False) -> Markup:
    """Return the greeting, with a city as the example."""
    return join_blocks(
        [
            tr("<b>Hello, this is Jogan.</b> Every morning I bring you the weather and the local news."),
            tr("Try it: <code>/weather {city}</code>", city=city),
            tr("Every morning at 7: <code>/subscribe 07:00 {city}</code>", city=city),
            tr("In groups, only admins can change settings.") if in_group else None,
            tr("Everything I can do: /help"),
        ]
    )


def render_first_place(city: str, tr: Translator, *, time: dt.time) -> Markup:
    """Ask which place the first bulletin should be about."""
    return join_lines(
        [
            tr("Which place should I send you every day at {time}?", time=tr.time(time)),
            tr("Share your location with the button below, or write a name, for example {city}.", city=city),
        ]
    )


def render_start_again(coming: Sequence[Subscription], now: dt.datetime, tr: Translator) -> Markup:
    """Return the greeting of a chat with subscriptions, with the time of the next bulletin."""
    first = min(coming, key=lambda one: one.next_due_at)
    return join_blocks(
        [
            tr("<b>Welcome back!</b> Your bulletins continue as before."),
            tr("Next: {when}", when=local_moment(first.next_due_at, first.schedule.zone, now, tr)),
            tr("Your bulletins and their times: /status"),
            tr("Everything I can do: /help"),
        ]
    )


def render_invitation(match: Match, places: Places, tr: Translator) -> Markup:
    """Return the question of a deep link that names a place."""
    name = short_label(match, places, tr)
    return join_blocks(
        [
            tr("<b>Hello, this is Jogan.</b> Every morning I bring you the weather and the local news."),
            None if match.has_station_name else place_with_station(match, places, tr),
            tr("Shall I send you the weather in <b>{place}</b> and the news every day?", place=name),
        ]
    )


def render_help(city: str, bot: str | None, languages: Sequence[str], tr: Translator, offered: Section) -> Markup:
    """Return the list of commands.

    Args:
        city: the example.
        bot: the bot's username if it supports inline queries, else None.
        languages: the languages' own names.
        tr: the reader's language.
        offered: sections that a bulletin can have; what the bot does not know is not mentioned.
    """
    return join_blocks(
        [
            tr(
                "<b>Weather</b>\n"
                "/weather – this chat's cities, or all of Korea\n"
                "<code>/weather {city}</code> – one city",
                city=city,
            ),
            _forecasts(city, offered, tr) if offered & (Section.TODAY | Section.DUST | Section.WARNINGS) else None,
            _pictures(city, tr) if Section.MAP in offered else None,
            tr(
                "<b>News</b>\n"
                "/news – the latest headlines\n"
                "<code>/news 2</code> – the second article\n"
                "<code>/news {city}</code> – news about a region or a word",
                city=city,
            ),
            tr(
                "<b>Every morning</b>\n"
                "<code>/subscribe 07:00 {city}</code> – get a bulletin every day at that time\n"
                "<code>/add {city}</code>, <code>/remove {city}</code> – one city more, or less\n"
                "/unsubscribe – stop bulletins\n"
                "/status – your bulletins and their times",
                city=city,
            ),
            tr("<b>Channels</b>\n/channel – bulletins for your channel"),
            None if bot is None else _inline(bot, city, tr),
            _settings(languages, tr),
            tr("<b>Privacy</b>\n/data – see what is stored about this chat\n/forget – delete all of it"),
            tr("In groups, only admins can change settings."),
        ]
    )


def _forecasts(city: str, offered: Section, tr: Translator) -> Markup:
    of_days = tr(
        "/forecast, /tomorrow, /week – the days to come\n<code>/forecast {city}</code> – those of one city",
        city=city,
    )
    return join_lines(
        [
            tr("<b>What comes</b>"),
            of_days if Section.TODAY in offered else None,
            tr("/dust – fine dust") if Section.DUST in offered else None,
            tr("/warnings – weather warnings") if Section.WARNINGS in offered else None,
        ]
    )


def _pictures(city: str, tr: Translator) -> Markup:
    return tr(
        "<b>Pictures</b>\n"
        "/map – a map of temperatures across Korea\n"
        "<code>/map dark</code> – the same map with a dark background\n"
        "<code>/chart {city}</code> – a chart of a city's last 24 hours and 7 days",
        city=city,
    )


def _inline(bot: str, city: str, tr: Translator) -> Markup:
    return tr("<b>In any chat</b>\n<code>@{bot} {city}</code>, <code>@{bot} news</code>", bot=bot, city=city)


def _settings(languages: Sequence[str], tr: Translator) -> Markup:
    return tr(
        "<b>Settings</b>\n/settings – change cities, times, days and contents with buttons\n/language – {languages}",
        languages=tr.join_names(languages),
    )

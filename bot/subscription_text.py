"""What is said about a subscription."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n import Translator
from bot.naming import Named
from bot.place_text import usual_names
from bot.places import Places
from bot.text import join_lines, shorten
from bot.wishes import MOST_CITIES, Wish
from sources.stations import Catalogue
from storage.subscriptions import Subscription

_LONGEST_ECHO = 40
_MOST_ECHOES = 5


def render_unclear(wish: Wish, places: Places, tr: Translator) -> Markup | None:
    """What cannot be done in a wish, and what to write instead; None where all of it can."""
    lines = [
        tr("“{time}” is not a time. Please write it like 07:00.", time=shorten(word, _LONGEST_ECHO))
        for word in wish.bad_times[:_MOST_ECHOES]
    ]
    lines += [_unclear_city(named, places, tr) for named in wish.unclear[:_MOST_ECHOES]]
    if wish.has_several_times:
        lines.append(tr("One time a day, please."))
    if wish.stations is not None and len(wish.stations) > MOST_CITIES:
        lines.append(tr("At most {n} cities, please.", n=MOST_CITIES))
    return join_lines([*lines, tr("Nothing was changed.")]) if lines else None


def render_subscribed(
    subscription: Subscription,
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
    spoken_for: Sequence[Markup] = (),
) -> Markup:
    """The confirmation: when, what, for which places another one's station speaks, and how to change it."""
    return join_lines(
        [
            tr("✅ A bulletin comes every day at {time}.", time=tr.time(subscription.send_at)),
            *_details(subscription, catalogue, now, tr),
            *spoken_for,
            tr("To stop: /unsubscribe"),
        ]
    )


def render_status(
    subscription: Subscription | None,
    last_sent_at: dt.datetime | None,
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
) -> Markup:
    """What a chat gets and when, or how it would get something."""
    if subscription is None:
        return tr("No bulletins come here. For one every morning: <code>/subscribe 07:00</code>")
    if subscription.stopped_at is not None:
        lines = [tr("Bulletins are stopped. With /subscribe they come again as before.")]
    else:
        lines = [
            tr("A bulletin comes every day at {time}.", time=tr.time(subscription.send_at)),
            *_details(subscription, catalogue, now, tr),
        ]
    if last_sent_at is not None:
        lines.append(tr("Last: {when}", when=_when(last_sent_at, subscription.zone, now, tr)))
    return join_lines(lines)


def _unclear_city(named: Named, places: Places, tr: Translator) -> Markup:
    name, answer = shorten(named.text, _LONGEST_ECHO), named.answer
    if answer.is_ambiguous:
        return tr("There are several places called “{name}”. Which one do you mean?", name=name)
    if not answer.near:
        return tr("I could not find “{name}”.", name=name)
    meant = tr.listed(usual_names(answer.near, places, tr))
    return tr("I could not find “{name}”. Did you mean {stations}?", name=name, stations=meant)


def _details(subscription: Subscription, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> list[Markup]:
    names = tr.listed([catalogue[number].name(tr.language) for number in subscription.stations])
    return [
        tr("Cities: {stations}", stations=names) if names else tr("About: the whole country"),
        tr("Next: {when}", when=_when(subscription.next_due_at, subscription.zone, now, tr)),
    ]


def _when(at: dt.datetime, zone: str, now: dt.datetime, tr: Translator) -> str:
    """A moment on the chat's wall clock; with the year if it is not this one."""
    local = at.astimezone(ZoneInfo(zone))
    is_this_year = local.year == now.astimezone(ZoneInfo(zone)).year
    day = tr.day(local.date()) if is_this_year else tr.full_day(local.date())
    return tr.moment(day, local.time())

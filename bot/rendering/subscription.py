"""Subscriptions as text: confirmations, schedules and errors in requests."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.days import Day, DayKind
from bot.parsing.place_names import MAX_CITIES, PlaceName
from bot.parsing.quotes import find_said, quote_all
from bot.parsing.subscribe import SubscribeRequest
from bot.parsing.vocabulary.order_words import OTHER_RHYTHMS
from bot.parsing.vocabulary.span_words import MARKS
from bot.parsing.wording import contains
from bot.places import Places
from bot.rendering.layout import join_blocks, join_lines, shorten
from bot.rendering.place_questions import choose_question
from bot.rendering.places import city_name, place_name, suggestion_labels, to_city
from bot.subscriptions.service import MAX_TIMES
from sources.korea.stations import Catalogue
from storage.chats.subscriptions import Subscription
from storage.terms import Days, Schedule

_TOMORROW = Day(DayKind.OFFSET, 1)
_MAX_ECHO_LENGTH = 40
_MAX_ECHOES = 5
_MAX_LABEL_LENGTH = 60


def render_request_errors(request: SubscribeRequest, places: Places, tr: Translator) -> Markup | None:
    """Return the problems of a request and how to write it instead; None if there are none."""
    lines = [render_no_time(word, tr) for word in request.invalid_times[:_MAX_ECHOES]]
    unclear = request.unclear[:_MAX_ECHOES]
    lines += [render_city_question(name, places, tr) for name in unclear if has_choices(name)]
    # 하지 of 하지 마 is no solstice.
    negated = (request.negated or "").split()
    without_choices = [name.text for name in unclear if not has_choices(name) and name.text not in negated]
    if rhythms := [text for text in without_choices if OTHER_RHYTHMS.fullmatch(text) or take_days_asked(text).days]:
        lines.append(_render_impossible(rhythms, request.said, tr))
    unknown = [text for text in without_choices if text not in rhythms]
    if unread := quote_all(request.said, [*([request.negated] if request.negated else []), *unknown]):
        lines.append(render_not_understood(unread, tr))
    lines += render_elsewhere(request.abroad, request.north, tr)[:_MAX_ECHOES]
    if request.lacks_time:
        lines.append(tr("What time should it come? Write it like 18:00."))
    if request.places is not None and len(request.places) > MAX_CITIES:
        lines.append(tr("You can choose up to {n} cities.", n=MAX_CITIES))
    if len(request.times) > MAX_TIMES:
        lines.append(tr("You can choose up to {n} times a day.", n=MAX_TIMES))
    hint = tr("Nothing was changed. Please correct it and send it again, or choose with buttons: /settings")
    return join_lines([*lines, hint]) if lines else None


def _render_impossible(rhythms: Sequence[str], said: str, tr: Translator) -> Markup:
    words = shorten(" ".join(find_said(said, one) for one in rhythms), _MAX_ECHO_LENGTH)
    if all(take_days_asked(one).days == (_TOMORROW,) for one in rhythms):
        impossible = tr("“{words}” is not possible. I send every day or on days of the week.", words=words)
        return join_lines([impossible, tr("For tomorrow’s weather: /tomorrow")])
    if any(contains(MARKS, one) and not OTHER_RHYTHMS.fullmatch(one) for one in rhythms):
        return tr("“{words}” is not possible. Bulletins come from now on, until you pause or stop them.", words=words)
    return tr("“{words}” is not possible. I send every day or on days of the week.", words=words)


def render_separate(requests: Sequence[SubscribeRequest], tr: Translator) -> Markup:
    """Return that several bulletins were asked for at once, with a message to send for each; nothing is stored."""
    lines = [Markup("<code>{}</code>").format(f"/subscribe {_as_words(one, tr)}") for one in requests[:_MAX_ECHOES]]
    return join_lines(
        [
            tr("One bulletin has the same places and days at all its times. Nothing was changed."),
            tr("For several bulletins, send these messages one after the other:"),
            *lines,
        ]
    )


def _as_words(request: SubscribeRequest, tr: Translator) -> str:
    days = [] if request.days is None else [_days_in_words(request.days, tr)]
    country = [tr.plain("all of Korea")] if request.includes_country else []
    names = ", ".join([*country, *(shorten(one.text, _MAX_ECHO_LENGTH) for one in request.names)])
    return " ".join([*days, *(f"{time:%H:%M}" for time in request.times), *([names] if names else [])])


def has_choices(name: PlaceName) -> bool:
    """Return whether a name may mean some place, or is spelled like one."""
    return bool(name.answer.matches or name.answer.suggestions)


def render_not_understood(words: Sequence[str], tr: Translator) -> Markup:
    """Return which words of a message were not understood."""
    return tr("I did not understand “{words}”.", words=shorten(" ".join(words), _MAX_ECHO_LENGTH))


def render_no_time(word: str, tr: Translator) -> Markup:
    """Return that a word that looks like a time is none."""
    return tr("“{time}” is not a time. Write it like 07:00.", time=shorten(word, _MAX_ECHO_LENGTH))


def render_negated(word: str, tr: Translator) -> Markup:
    """Return that an order was not carried out because of a word that negates some of it."""
    return join_lines([render_not_understood([word], tr), tr("Nothing was changed.")])


def render_elsewhere(abroad: Sequence[str], north: Sequence[str], tr: Translator) -> list[Markup]:
    """Return a line for each place that is not in South Korea."""
    return [
        *(
            tr(
                "“{name}” is outside South Korea. I only know the weather in South Korea.",
                name=shorten(name, _MAX_ECHO_LENGTH),
            )
            for name in abroad
        ),
        *(
            tr(
                "“{name}” is in the north of Korea. I only know the weather in the south.",
                name=shorten(name, _MAX_ECHO_LENGTH),
            )
            for name in north
        ),
    ]


def render_subscribed(subscription: Subscription, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """Return the confirmation: schedule, content and how to change it."""
    return join_lines(
        [
            tr(
                "✅ A bulletin comes {days} at {times}.",
                days=describe_days(subscription.schedule, tr),
                times=describe_times(subscription.schedule, tr),
            ),
            *subscription_details(subscription, catalogue, now, tr),
            tr("To change it: /settings"),
            tr("To stop: /unsubscribe"),
        ]
    )


def render_chosen_weather(tr: Translator) -> Markup:
    """Say where the weather is chosen in which alone a bulletin comes: words after /subscribe do not choose it."""
    return tr("In which weather it comes is chosen with buttons: /settings, then “🎯 Only if …”.")


def render_earlier_schedule(before: Subscription | None, after: Subscription, tr: Translator) -> Markup | None:
    """Return the times and days that a changed subscription had before; None if they are the same."""
    if before is None or (before.schedule.times, before.schedule.days) == (after.schedule.times, after.schedule.days):
        return None
    return tr("Before: {days} at {times}", **_when(before, tr))


def render_change_question(
    subscription: Subscription | None, request: SubscribeRequest, catalogue: Catalogue, tr: Translator
) -> Markup:
    """Ask what should become of a request, and of what a subscription has if there is one."""
    now = None if subscription is None else _render_schedule(subscription, catalogue, tr)
    if request.places is not None:
        return join_blocks([now, tr("What should I do with {places}?", places=_requested(request, catalogue, tr))])
    days = [] if request.days is None else [_days_in_words(request.days, tr)]
    when = " ".join([*days, *([tr.join_names(list(map(tr.time, request.times)))] if request.times else [])])
    return join_blocks([now, tr("Should I add {when}, or replace that?", when=when)])


def render_several_question(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Ask whether a subscription should be changed by several orders together, and tell how it is."""
    return join_blocks([_render_schedule(subscription, catalogue, tr), tr("Should I change this?")])


def _render_schedule(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Return when the bulletins of a subscription come, or would if it was started again, and for which cities."""
    stopped = tr("⏹ Stopped. If you start it again, a bulletin comes {days} at {times}.", **_when(subscription, tr))
    running = tr("A bulletin comes {days} at {times}.", **_when(subscription, tr))
    is_running = subscription.stopped_at is None
    return join_lines([running if is_running else stopped, describe_cities(subscription, catalogue, tr)])


def render_warning_question(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Ask whether warnings for the places of a subscription should come at once."""
    places = _join_places(subscription, catalogue, tr)
    return tr("Shall I also tell you at once when a weather warning is issued for {places}?", places=places)


def render_warning_choice(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Confirm whether warnings for the places of a subscription come at once."""
    if not subscription.tells_warnings:
        return tr("Weather warnings come in the bulletin only. To change it: /settings")
    return tr(
        "⚠️ I will tell you at once when a weather warning is issued for {places}. "
        "At night only serious ones make a sound. To change it: /settings",
        places=_join_places(subscription, catalogue, tr),
    )


def _join_places(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> str:
    return tr.join_names([place_name(city, catalogue, tr) for city in subscription.cities])


def render_time_question(request: SubscribeRequest, catalogue: Catalogue, tr: Translator, *, can_reply: bool) -> Markup:
    """Ask when a further bulletin should come; people can reply to the question except in channels."""
    question = tr("When should the bulletin about {places} come?", places=_requested(request, catalogue, tr))
    hint = tr("Choose a time, or reply to this message with another one, for example 18:30.") if can_reply else None
    return join_lines([question, hint])


def render_last_city(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Ask whether a bulletin should end, as it would with its last city."""
    label = Markup.escape(summary_label(subscription, catalogue, tr))
    return join_lines([label, tr("Without that, this bulletin has no city left. Should it end?")])


def render_stop_question(running: Sequence[Subscription], catalogue: Catalogue, tr: Translator) -> Markup:
    """Ask whether the bulletins of a chat should stop, with a line for each."""
    lines = [Markup.escape(summary_label(one, catalogue, tr)) for one in running]
    return join_blocks([tr("Should I stop the bulletins here? Their settings are kept."), join_lines(lines)])


def _requested(request: SubscribeRequest, catalogue: Catalogue, tr: Translator) -> str:
    names = [city_name(to_city(match), catalogue, tr) for match in request.places or ()]
    return tr.join_names(names) if names else tr.plain("all of Korea")


def summary_label(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> str:
    """Return a subscription as the label of a button: ``07:00 · 인천, 강릉``, with its days if it has not all."""
    when = describe_times(subscription.schedule, tr)
    if subscription.schedule.days != Days.EVERY_DAY:
        when = tr.plain("{days} at {times}", **_when(subscription, tr))
    names = tr.join_names([city_name(city, catalogue, tr) for city in subscription.cities])
    sign = "⏹ " if subscription.stopped_at is not None else ""
    return shorten(f"{sign}{when} · {names or tr.plain('All of Korea')}", _MAX_LABEL_LENGTH)


def _when(subscription: Subscription, tr: Translator) -> dict[str, str]:
    return {"days": describe_days(subscription.schedule, tr), "times": describe_times(subscription.schedule, tr)}


def describe_days(schedule: Schedule, tr: Translator) -> str:
    """Return the days of a schedule as part of a sentence."""
    return _days_in_words(schedule.days, tr)


def _days_in_words(days: Days, tr: Translator) -> str:
    match days:
        case Days.EVERY_DAY:
            return tr.plain("every day")
        case Days.WEEKDAYS:
            return tr.plain("on weekdays")
        case Days.WEEKEND:
            return tr.plain("on weekends")
    chosen = [number for number in range(7) if days & (1 << number)]
    return tr.plain("on {days}", days=tr.join_names([tr.weekday(number) for number in chosen]))


def describe_times(schedule: Schedule, tr: Translator) -> str:
    """Return the times of a schedule as part of a sentence."""
    return tr.join_names(list(map(tr.time, schedule.times)))


def subscription_details(
    subscription: Subscription, catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> list[Markup]:
    """Return the content of a subscription and the time of its next bulletin."""
    lines = [
        describe_cities(subscription, catalogue, tr),
        tr("Next: {when}", when=local_moment(subscription.next_due_at, subscription.schedule.zone, now, tr)),
    ]
    return [*lines, tr("No bulletins on public holidays.")] if subscription.schedule.skips_holidays else lines


def describe_cities(subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Return the cities of a subscription, or that it is about the whole country."""
    names = tr.join_names([city_name(city, catalogue, tr) for city in subscription.cities])
    return tr("Cities: {stations}", stations=names) if names else tr("Area: all of Korea")


def is_paused(subscription: Subscription, now: dt.datetime) -> bool:
    """Return whether the subscription is paused today."""
    return subscription.is_paused_on(_today(subscription, now))


def has_pause(subscription: Subscription, now: dt.datetime) -> bool:
    """Return whether the subscription is paused today, or will be from a later day on."""
    return subscription.paused_until is not None and subscription.paused_until > _today(subscription, now)


def _today(subscription: Subscription, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(subscription.schedule.zone)).date()


def local_moment(at: dt.datetime, zone: str, now: dt.datetime, tr: Translator) -> str:
    """Return a time on the chat's wall clock, with the year if it is not the current one."""
    local = at.astimezone(ZoneInfo(zone))
    return tr.moment(local_day(local.date(), zone, now, tr), local.time())


def local_day(day: dt.date, zone: str, now: dt.datetime, tr: Translator) -> str:
    """Return a local day, with the year if it is not the current one."""
    return tr.day(day) if day.year == now.astimezone(ZoneInfo(zone)).year else tr.full_day(day)


def render_city_question(place: PlaceName, places: Places, tr: Translator) -> Markup:
    """Return the question about a name with several meanings or none."""
    name, answer = shorten(place.text, _MAX_ECHO_LENGTH), place.answer
    if answer.is_ambiguous:
        return tr(choose_question(place.text, answer), name=name)
    if not answer.suggestions:
        return tr("I could not find “{name}”.", name=name)
    suggestions = tr.join_names(suggestion_labels(answer.suggestions, places, tr))
    return tr("I could not find “{name}”. Did you mean {stations}?", name=name, stations=suggestions)

"""Ways to carry out a request: none loses a city that its label does not lose."""

import datetime as dt
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.parsing.place_names import MAX_CITIES, PlaceName
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.places import Answer
from bot.rendering.places import to_city
from bot.settings_menu.changes import lost_cities
from bot.settings_menu.errors import Refusal
from bot.subscriptions.service import MAX_BULLETINS, MAX_TIMES
from handlers.subscriptions.plans import How, apply, find_choice
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason
from storage.terms import Days, Schedule, Section
from tests.bot.factories import PLACES
from tests.factories import CATALOGUE, EVENING

MATCHES = [match for station in CATALOGUE if (match := PLACES.get(f"station:{station.number}"))]
times = st.lists(st.times().map(lambda time: time.replace(second=0, microsecond=0)), max_size=MAX_TIMES, unique=True)
some = st.lists(st.sampled_from(MATCHES), max_size=MAX_CITIES, unique_by=lambda match: match.place.key)
days = st.integers(1, 127).map(Days)


@st.composite
def requests(draw: st.DrawFn) -> SubscribeRequest:
    names = [PlaceName(match.place.names["ko"], Answer((match,))) for match in draw(some)]
    said = tuple(sorted(draw(times)))
    return SubscribeRequest(
        said, tuple(names), draw(st.booleans()), (), draw(st.none() | days), is_addition=draw(st.booleans())
    )


@st.composite
def subscriptions(draw: st.DrawFn) -> Subscription:
    schedule = Schedule(tuple(draw(times) or [dt.time(7)]), "Asia/Seoul", draw(days))
    reason = draw(st.sampled_from([None, StopReason.UNSUBSCRIBED, StopReason.SWITCHED_OFF]))
    at = None if reason is None else EVENING
    sections = draw(st.integers(1, 31).map(Section))
    return Subscription(
        1, 0, schedule, EVENING, tuple(map(to_city, draw(some))), sections, stopped_at=at, stopped_reason=reason
    )


known = st.lists(subscriptions(), min_size=1, max_size=MAX_BULLETINS)


@given(requests(), known)
def test_what_is_asked_about_is_what_would_be_lost(request: SubscribeRequest, own: list[Subscription]) -> None:
    choice = find_choice(request, own)
    if choice is None:
        return
    is_about_days = False
    for offer in choice.offers:
        match offer.how:
            case How.ADD:
                assert offer.result
                assert choice.changed
                assert lost_cities(choice.changed, offer.result) == []
            case How.REPLACE:
                assert offer.result
                assert choice.changed
                # Other times and days alone keep the cities.
                cities = {m.station.number for m in request.places or ()}
                kept = {city.station for city in choice.changed.cities}
                assert {city.station for city in offer.result.cities} == (kept if request.places is None else cities)
                is_about_days |= not lost_cities(choice.changed, offer.result)
            case How.SECOND:
                assert len(own) < MAX_BULLETINS
                assert offer.result is None or offer.result.schedule.times == request.times
    is_no_addition = bool(request.places) and How.ADD not in [one.how for one in choice.offers]
    assert (choice.refusal is not None) == (is_no_addition and not is_about_days)


@given(requests(), subscriptions())
def test_what_is_not_asked_about_loses_no_city_and_no_limit(request: SubscribeRequest, one: Subscription) -> None:
    assume(find_choice(request, [one]) is None)
    try:
        after = apply(request, one)
    except Refusal:
        assert request.is_addition
        return
    assert lost_cities(one, after) == []
    assert len(after.cities) <= MAX_CITIES
    if request.is_addition:
        assert set(one.schedule.times) <= set(after.schedule.times)
        assert one.schedule.days in after.schedule.days
    else:
        assert after.schedule.times == (request.times or one.schedule.times)


@given(requests())
def test_a_request_is_the_same_after_it_was_stored(request: SubscribeRequest) -> None:
    again = parse_subscribe(request.text.split(), PLACES)
    assert (again.times, again.days, again.is_addition) == (request.times, request.days, request.is_addition)
    assert not again.unclear
    assert not again.invalid_times
    assert [match.place.key for match in again.places or ()] == [match.place.key for match in request.places or ()]
    assert (again.places is None) == (request.places is None)


def test_an_addition_to_nothing_is_a_subscription() -> None:
    request = parse_subscribe(["add", "18:00"], PLACES)
    assert find_choice(request, []) is None
    assert replace(request, is_addition=False) == parse_subscribe(["18:00"], PLACES)

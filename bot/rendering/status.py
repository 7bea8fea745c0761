"""`/status`: schedule and contents, the last and the next bulletin, and why one did not come."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.subscription import (
    describe_cities,
    describe_days,
    describe_times,
    has_pause,
    is_paused,
    local_day,
    local_moment,
    subscription_details,
)
from bot.subscriptions.schedule import has_day, last_occasion
from sources.korea.stations import Catalogue
from storage.chats.subscriptions import Subscription
from storage.ledger.history import Past
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState

MAX_PAST_DELIVERIES = 30
"""Past deliveries among which the last sent one is looked up."""

MAX_AGE_OF_LOST_TOPIC = dt.timedelta(days=30)
"""Time for which the General topic shows that a deleted topic's subscription has stopped."""

_DAY = dt.timedelta(days=1)
_REMOVED = N_("Bulletins have stopped: I was blocked or removed. /subscribe turns them back on with the same settings.")
_STOPPED = {
    StopReason.SWITCHED_OFF: N_("One bulletin is stopped. To start it again: /settings"),
    StopReason.UNSUBSCRIBED: N_("Bulletins are stopped. /subscribe turns them back on with the same settings."),
    StopReason.CHAT_NOT_FOUND: N_(
        "Bulletins have stopped: Telegram could not find this chat. "
        "/subscribe turns them back on with the same settings."
    ),
    StopReason.NO_RIGHTS: N_("Bulletins have stopped: I could not write here. When I can, send /subscribe."),
    StopReason.CHAT_RESTRICTED: N_(
        "Bulletins have stopped: Telegram restricted this chat. When it no longer does, send /subscribe."
    ),
    StopReason.REJECTED: N_(
        "Bulletins have stopped: Telegram rejected three in a row. "
        "/subscribe turns them back on with the same settings."
    ),
    StopReason.TOPIC_CLOSED: N_("Bulletins have stopped: this topic was closed. They resume when it is reopened."),
    StopReason.TOPIC_DELETED: N_(
        "Bulletins have stopped: their topic was deleted. To get them in another topic, send /subscribe there."
    ),
}
"""Why a subscription is stopped, and what to do."""


# Nothing that people here could change, such as markup that Telegram does not take.
_REJECTED = N_("⚠️ No bulletin on {day}: Telegram rejected it. The next one is on schedule.")
_SWITCHED_OFF = N_("No bulletin on {day}: bulletins were stopped.")
_REMOVED_THEN = N_("No bulletin on {day}: I could not write here then.")
_NOT_SENT = {
    FailureReason.PAUSED: N_("No bulletin on {day}: bulletins were paused."),
    FailureReason.NOTHING_NOTABLE: N_(
        "No bulletin on {day}: the weather that you chose did not come. To change that: /settings"
    ),
    FailureReason.UNSUBSCRIBED: _SWITCHED_OFF,
    FailureReason.SWITCHED_OFF: _SWITCHED_OFF,
    FailureReason.BOT_REMOVED: _REMOVED_THEN,
    FailureReason.LOST_RIGHTS: _REMOVED_THEN,
    FailureReason.BOT_WAS_AWAY: _REMOVED_THEN,
    FailureReason.TOPIC_CLOSED: N_(
        "⚠️ No bulletin on {day}: this topic is closed. Bulletins resume when it is reopened."
    ),
    FailureReason.NO_RIGHTS: N_("⚠️ No bulletin on {day}: Telegram rejected it. Check that I can write here."),
}
"""Why a bulletin was not sent."""


@dataclass(frozen=True, slots=True)
class SubscriptionHistory:
    """Subscription with its past deliveries, the newest first."""

    subscription: Subscription
    past: Sequence[Past]


def render_status(
    histories: Iterable[SubscriptionHistory], catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> Markup:
    """Render a topic's subscriptions, or how to start one."""
    blocks = [_subscription(each.subscription, each.past, catalogue, now, tr) for each in histories]
    return join_blocks(
        blocks
        or [tr("This chat has no subscription. For a bulletin every morning, send: <code>/subscribe 07:00</code>")]
    )


def lost_topics(own: Iterable[Subscription], topic: int, now: dt.datetime) -> list[Subscription]:
    """Return the subscriptions of recently deleted topics, which only the General topic (0) can show."""
    # Nobody can ask in a deleted topic.
    return [one for one in own if not topic and one.thread_id and _is_lost(one) and _is_recent(one.stopped_at, now)]


def _is_lost(subscription: Subscription) -> bool:
    return subscription.stopped_reason is StopReason.TOPIC_DELETED


def _is_recent(stopped_at: dt.datetime | None, now: dt.datetime) -> bool:
    return stopped_at is not None and now - stopped_at < MAX_AGE_OF_LOST_TOPIC


def render_lost_topic(name: str | None, subscription: Subscription, catalogue: Catalogue, tr: Translator) -> Markup:
    """Render a deleted topic's subscription, for another topic."""
    advice = tr("For bulletins in another topic, send /subscribe there.")
    return join_lines([_lost(name, tr), describe_cities(subscription, catalogue, tr), advice])


def _lost(name: str | None, tr: Translator) -> Markup:
    if name is None:
        return tr("A topic was deleted, so its bulletins have stopped.")
    return tr("The topic “{topic}” was deleted, so its bulletins have stopped.", topic=name)


def _subscription(
    subscription: Subscription, past: Sequence[Past], catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> Markup:
    zone = subscription.schedule.zone
    sent_at = next((one.finished_at for one in past if one.state is DeliveryState.SENT), None)
    last = None if sent_at is None else tr("Last: {when}", when=local_moment(sent_at, zone, now, tr))
    if subscription.stopped_at is not None:
        return join_lines([_stopped(subscription, tr), last])
    missed = _missed(subscription, past, now, tr)
    return join_lines([*render_schedule(subscription, catalogue, now, tr), last, missed])


def _stopped(subscription: Subscription, tr: Translator) -> Markup:
    reason = subscription.stopped_reason
    return tr(_REMOVED if reason is None else _STOPPED.get(reason, _REMOVED))


def render_schedule(
    subscription: Subscription, catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> list[Markup | None]:
    """Render times, contents and the next bulletin of a subscription as lines."""
    schedule = subscription.schedule
    return [
        tr("A bulletin comes {days} at {times}.", days=describe_days(schedule, tr), times=describe_times(schedule, tr)),
        _pause(subscription, now, tr),
        *subscription_details(subscription, catalogue, now, tr),
    ]


def _pause(subscription: Subscription, now: dt.datetime, tr: Translator) -> Markup | None:
    since, until, zone = subscription.paused_from, subscription.paused_until, subscription.schedule.zone
    if until is None or not has_pause(subscription, now):
        return None
    if since is not None and not is_paused(subscription, now):
        first, last = local_day(since, zone, now, tr), local_day(until - _DAY, zone, now, tr)
        return tr("⏸ A pause from {first} to {last} is planned.", first=first, last=last)
    return tr("⏸ Paused until {day}.", day=local_day(until, zone, now, tr))


def _missed(subscription: Subscription, past: Sequence[Past], now: dt.datetime, tr: Translator) -> Markup | None:
    """Render why the last expected bulletin did not come; None if it did."""
    schedule = subscription.schedule
    # The occasion that there would have been without the rule for public holidays.
    usual = last_occasion(now, replace(schedule, skips_holidays=False))
    newest = past[0] if past else None
    # A subscription that is newer than the holiday has missed nothing.
    if usual is not None and past and usual.at > past[0].due_at and not has_day(schedule, usual.day):
        day = local_day(usual.day, schedule.zone, now, tr)
        return tr("No bulletin on {day}: it was a public holiday.", day=day)
    if newest is None:
        return None
    day = local_day(newest.local_date, schedule.zone, now, tr)
    # A pause ends the retries, so none may be promised.
    if newest.state is DeliveryState.PENDING and is_paused(subscription, now):
        return _not_sent(FailureReason.PAUSED, day, tr)
    return _failure(newest, day, tr)


def _failure(newest: Past, day: str, tr: Translator) -> Markup | None:
    match newest.state:
        case DeliveryState.SENT:
            return None
        case DeliveryState.EXPIRED:
            return tr("⚠️ No bulletin on {day}: it could not be sent in time. The next one is on schedule.", day=day)
        case DeliveryState.UNKNOWN:
            return tr(
                "⚠️ Telegram did not confirm that the bulletin of {day} arrived. "
                "I did not send it again, so that you do not get it twice. If it is missing: /weather and /news",
                day=day,
            )
        case DeliveryState.FAILED:
            return _not_sent(newest.reason, day, tr)
    return tr("The bulletin of {day} has not been sent yet. I keep trying.", day=day)


def _not_sent(reason: FailureReason | None, day: str, tr: Translator) -> Markup:
    return tr(_REJECTED if reason is None else _NOT_SENT.get(reason, _REJECTED), day=day)

"""Texts for the person who sets up a channel."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.channels.parsing import MAX_HASHTAG_LENGTH, MAX_SIGNATURE_LENGTH, Reference
from bot.channels.rights import Access, Denied, Why
from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks, join_lines, shorten
from bot.rendering.status import render_schedule
from bot.rendering.subscription import describe_cities, describe_days, describe_times, local_moment
from bot.subscriptions.resume import can_resume
from sources.korea.stations import Catalogue
from storage.chats.channels import Channel
from storage.chats.subscriptions import Subscription
from storage.terms import Schedule

_MAX_ECHO_LENGTH = 60


def render_how_to(tr: Translator) -> Markup:
    """Render how to name a channel."""
    return join_blocks(
        [
            tr("📢 <b>Bulletins for your channel</b>"),
            tr(
                "1. Add me to the channel as an admin with the right to post messages.\n"
                "2. Forward a post from the channel to me, or send <code>/channel @name</code>"
            ),
        ]
    )


def render_denied(denied: Denied, tr: Translator) -> Markup:
    """Render why a channel cannot be set up, and what to do."""
    name = denied.name
    match denied.why:
        case Why.UNKNOWN:
            return tr(
                "I cannot find the channel {channel}. Check its name. "
                "If it is private, add me to it and forward one of its posts to me.",
                channel=name,
            )
        case Why.NO_CHANNEL:
            return tr("<b>{chat}</b> is not a channel. For a group, send /subscribe in the group.", chat=name)
        case Why.BOT_OUTSIDE:
            return tr(
                "I am not an admin of <b>{channel}</b> yet. "
                "Add me as an admin with the right to post messages, then try again.",
                channel=name,
            )
        case Why.PERSON_OUTSIDE:
            return tr("Only admins of <b>{channel}</b> who can post there can set it up.", channel=name)
        case Why.NO_POSTING:
            return tr(
                "I am in <b>{channel}</b>, but I cannot post there. "
                "Give me the right to post messages, then try again.",
                channel=name,
            )


def render_panel(
    access: Access,
    channel: Channel,
    own: Sequence[Subscription],
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
) -> Markup:
    """Render a channel's subscriptions, and the layout of its bulletins."""
    sign_off = channel.sign_off
    return join_blocks(
        [
            tr("📢 <b>{channel}</b>", channel=access.title),
            *(_subscription_lines(subscription, catalogue, now, tr) for subscription in own),
            join_lines(
                [
                    tr("Signature: {signature}", signature=sign_off.signature) if sign_off.signature else None,
                    tr("Hashtag: {hashtag}", hashtag=sign_off.hashtag) if sign_off.hashtag else None,
                    tr("📌 Each bulletin is pinned.") if channel.pins else None,
                ]
            ),
        ]
    )


def _subscription_lines(subscription: Subscription, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    if subscription.stopped_at is None:
        return join_lines(render_schedule(subscription, catalogue, now, tr))
    days, times = describe_days(subscription.schedule, tr), describe_times(subscription.schedule, tr)
    return join_lines(
        [
            tr("⏸ Off. Once started, a bulletin is posted {days} at {times}.", days=days, times=times),
            describe_cities(subscription, catalogue, tr),
            tr("It stopped because I could not post there.") if can_resume(subscription) else None,
        ]
    )


def render_question(
    access: Access, schedule: Schedule, first_due_at: dt.datetime, now: dt.datetime, tr: Translator
) -> Markup:
    """Render the question to confirm before anything is posted."""
    return join_blocks(
        [
            tr(
                "Post a bulletin in <b>{channel}</b> {days} at {times}?",
                channel=access.title,
                days=describe_days(schedule, tr),
                times=describe_times(schedule, tr),
            ),
            join_lines(
                [
                    tr("First bulletin: {when}", when=local_moment(first_due_at, schedule.zone, now, tr)),
                    tr("I will not post anything before that."),
                ]
            ),
        ]
    )


def render_signature(access: Access, signature: str | None, tr: Translator) -> Markup:
    """Render the signature, and how to change it."""
    return join_blocks(
        [
            tr("✍️ <b>Signature of {channel}</b>", channel=access.title),
            tr("Current: {text}", text=signature) if signature else tr("Not set yet."),
            tr(
                "It appears below each bulletin. To set it, send:\n<code>/channel {channel} signature {example}</code>",
                channel=access.reference,
                example=tr.plain("Have a good day!"),
            ),
        ]
    )


def render_hashtag(access: Access, hashtag: str | None, tr: Translator) -> Markup:
    """Render the hashtag, and how to change it."""
    return join_blocks(
        [
            tr("#️⃣ <b>Hashtag of {channel}</b>", channel=access.title),
            tr("Current: {text}", text=hashtag) if hashtag else tr("Not set yet."),
            tr(
                "Readers can tap it to see all bulletins. To set it, send:\n"
                "<code>/channel {channel} hashtag {example}</code>",
                channel=access.reference,
                example=tr.plain("#weather"),
            ),
        ]
    )


def render_bad_signature(tr: Translator) -> Markup:
    """Render the error for an empty or too long signature."""
    return tr("A signature can have 1 to {n} characters. Nothing was changed.", n=MAX_SIGNATURE_LENGTH)


def render_bad_hashtag(text: str, tr: Translator) -> Markup:
    """Render the error for an invalid hashtag."""
    return tr(
        "“{hashtag}” cannot be a hashtag. Use one word of up to {n} letters and digits, not digits only.",
        hashtag=shorten(text, _MAX_ECHO_LENGTH),
        n=MAX_HASHTAG_LENGTH,
    )


def render_arrival(title: str, reference: Reference, tr: Translator, *, may_post: bool) -> Markup:
    """Render the notice to the person who made the bot an administrator of a channel."""
    if not may_post:
        return tr(
            "I am in <b>{channel}</b>, but I cannot post there. Give me the right to post messages, then try again.",
            channel=title,
        )
    return join_lines(
        [
            tr(
                "I am now an admin of <b>{channel}</b>. I will not post anything until you start it.",
                channel=title,
            ),
            tr("To set it up: <code>/channel {channel}</code>", channel=reference),
        ]
    )


def render_resumed(title: str, resumed: Sequence[Subscription], now: dt.datetime, tr: Translator) -> Markup:
    """Render the notice to the person who gave the bot back its right to post."""
    first = min(resumed, key=lambda one: one.next_due_at)
    return join_lines(
        [
            tr("I can post in <b>{channel}</b> again. Bulletins continue as before.", channel=title),
            tr("Next: {when}", when=local_moment(first.next_due_at, first.schedule.zone, now, tr)),
        ]
    )

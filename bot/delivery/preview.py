"""Preview: the bulletin that a subscription would get now; the ledger does not record it."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.delivery import headline_selection
from bot.delivery.composer import Composed, Composer
from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.places.spots import find_spot
from storage.chats import channels
from storage.chats.subscriptions import Subscription
from storage.ledger.claiming import Claim
from storage.terms import UNSIGNED, SignOff


async def compose_preview(
    deps: Dependencies, subscription: Subscription, tr: Translator, bot_id: int | None = None
) -> Composed:
    """Compose the bulletin that a subscription would get now; the subscription need not be stored.

    Waits a moment for forecasts that are not known yet.

    Args:
        deps: the application's parts.
        subscription: its sections, and its topic, whose delivered headlines are not repeated.
        tr: language and temperature unit of the chat that gets the preview.
        bot_id: the bot that sends it; None for no pictures.

    Raises:
        StorageError: the database failed.
    """
    if deps.forecasts is not None:
        # Places of a new subscription have none yet. No connection is held meanwhile.
        spots = (find_spot(city, deps.places) for city in subscription.cities)
        await deps.forecasts.request([spot for spot in spots if spot is not None])
    async with deps.database.read() as connection:
        channel = await channels.get(connection, subscription.chat_id)
        sign_off = UNSIGNED if channel is None else channel.sign_off
        claim = _claim(subscription, sign_off, deps.clock.now(), tr)
        await headline_selection.choose(connection, [claim], deps.catalogue, claim.due_at)
    composed = await Composer(deps, bot_id).compose([claim])
    return composed[claim.id]


def _claim(subscription: Subscription, sign_off: SignOff, now: dt.datetime, tr: Translator) -> Claim:
    zone = subscription.schedule.zone
    return Claim(
        id=subscription.id,
        chat_id=subscription.chat_id,
        thread_id=subscription.thread_id,
        local_date=now.astimezone(ZoneInfo(zone)).date(),
        due_at=now,
        zone=zone,
        language=tr.language,
        unit=tr.unit,
        cities=subscription.cities,
        sections=subscription.sections,
        headlines=subscription.headlines,
        way=subscription.way,
        silent=subscription.silent,
        sign_off=sign_off,
    )

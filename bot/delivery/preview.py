"""What a subscription would be told now, outside of the ledger: it counts for no day, and no headline as delivered."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.delivery import headline_selection
from bot.delivery.composer import Composed, Composer
from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from storage.chats import channels
from storage.chats.subscriptions import Subscription
from storage.ledger.claiming import Claim
from storage.terms import UNSIGNED, SignOff


async def preview(deps: Dependencies, subscription: Subscription, tr: Translator, bot: int | None = None) -> Composed:
    """The bulletin that a subscription, which need not be stored, would get now.

    Args:
        deps: the application's parts.
        subscription: what is in the bulletin, and whose topic's headlines are not told again.
        tr: the language, and the unit of temperatures, of the chat that gets it.
        bot: the number of the bot that sends it; without one there are no pictures.

    Raises:
        StorageError: the store failed.
    """
    async with deps.database.read() as connection:
        channel = await channels.get(connection, subscription.chat_id)
        sign_off = UNSIGNED if channel is None else channel.sign_off
        claim = _claim(subscription, sign_off, deps.clock.now(), tr)
        await headline_selection.choose(connection, [claim], deps.catalogue, claim.due_at)
    composed = await Composer(deps, bot).compose([claim])
    return composed[claim.id]


def _claim(subscription: Subscription, sign_off: SignOff, now: dt.datetime, tr: Translator) -> Claim:
    """What a wave would have claimed now."""
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
        silent=subscription.silent,
        sign_off=sign_off,
    )

"""Bans in `/admin`."""

import re

from bot.operations import bans
from bot.rendering.admin.messages import render_ban_question, render_ban_request, render_bans
from handlers import pending
from handlers.admin.panel import Actions, BanDraft, Call, Deed, Screen, act, back, drafts, log
from handlers.callbacks import Administer
from storage.reasons import RefusalReason

MAX_BANS = 20
"""Bans that have a button, the newest."""

# Telegram's ids have at most 52 significant bits.
_ID = re.compile(r"-?[0-9]{1,16}")


async def _show_all(call: Call) -> Screen:
    tr = call.tr
    found = await bans.list_refused(call.context.deps.database)
    numbers = [one.number for one in found if one.reason is RefusalReason.BANNED]
    rows = [[act(tr.plain("Unban {number}", number=number), "unban", number)] for number in numbers[-MAX_BANS:]]
    return Screen(render_bans(numbers, tr), [*rows, [act(tr.plain("🚫 Ban …"), "banning")], back(tr)])


async def _ask_for_id(call: Call) -> Screen:
    return _ask(call, is_operator=False)


def _ask(call: Call, *, is_operator: bool) -> Screen:
    pending.ask(call.update, call.context, Administer("banning"))
    return Screen(render_ban_request(call.tr, is_operator=is_operator), [back(call.tr, "bans")])


async def _ask_to_ban(call: Call) -> Screen:
    tr, text = call.tr, call.text.strip()
    if not _ID.fullmatch(text) or int(text) == 0:
        return _ask(call, is_operator=False)
    if int(text) in call.context.deps.settings.operators:
        return _ask(call, is_operator=True)
    number = drafts(call).put(BanDraft(int(text)))
    return Screen(render_ban_question(int(text), tr), [[act(tr.plain("🚫 Yes, ban"), "ban", number)], back(tr, "bans")])


async def _ban(call: Call) -> Screen:
    deps = call.context.deps
    draft = drafts(call).take(call, BanDraft, call.number)
    await bans.ban(deps.database, draft.number, deps.clock.now())
    await deps.access.refresh()
    log(Deed.BANNED)
    return await _show_all(call)


async def _unban(call: Call) -> Screen:
    if not _ID.fullmatch(call.value):
        raise call.refuse()
    if await bans.unban(call.context.deps.database, int(call.value)):
        await call.context.deps.access.refresh()
        log(Deed.UNBANNED)
    return await _show_all(call)


ACTIONS: Actions = {"bans": _show_all, "banning": _ask_for_id, "ban": _ban, "unban": _unban}
ANSWERS: Actions = {"banning": _ask_to_ban}

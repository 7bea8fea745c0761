"""Announcements in `/admin`: write one, choose who gets it, send it, follow and stop it."""

from bot.errors import InvalidInput
from bot.operations.announcing import OPEN, check_text, count, enqueue, list_announcements, make_plan, stop
from bot.operations.audience import KINDS, parse_audience
from bot.rendering.admin.messages import (
    name_audience,
    render_announcement,
    render_announcements,
    render_plan,
    render_send_question,
    render_text_question,
)
from handlers import pending
from handlers.admin.panel import Actions, AnnouncementDraft, Call, Deed, Refused, Screen, act, back, drafts, log
from handlers.callbacks import Administer
from storage.ledger.announcements import Announcement

MAX_ANNOUNCEMENTS = 5
"""Announcements that are listed, the newest."""

_PER_ROW = 2


async def _show_all(call: Call) -> Screen:
    tr = call.tr
    found = (await list_announcements(call.context.deps.database))[:MAX_ANNOUNCEMENTS]
    rows = [[act(tr.plain("No. {number}", number=one.id), "announcement", one.id)] for one in found if _is_open(one)]
    write = [act(tr.plain("✍️ Write one"), "announcing")]
    return Screen(render_announcements(found, call.context.deps.translators.names, tr), [*rows, write, back(tr)])


def _is_open(one: Announcement) -> bool:
    return count(one, *OPEN) > 0


async def _show_one(call: Call) -> Screen:
    tr, one = call.tr, await _find(call)
    running = [act(tr.plain("🔄 Refresh"), "announcement", one.id), act(tr.plain("⏹ Stop it"), "stop", one.id)]
    return Screen(
        render_announcement(one, call.context.deps.translators.names, tr),
        [*([running] if _is_open(one) else []), back(tr, "announcements")],
    )


async def _find(call: Call) -> Announcement:
    every = await list_announcements(call.context.deps.database)
    found = next((one for one in every if one.id == call.number), None)
    if found is None:
        raise call.refuse()
    return found


async def _stop(call: Call) -> Screen:
    deps, one = call.context.deps, await _find(call)
    if one.stopped_at is None:
        await stop(deps.database, one.id, deps.clock.now())
        log(Deed.STOPPED_ANNOUNCEMENT)
    return await _show_one(call)


async def _ask_for_text(call: Call) -> Screen:
    pending.ask(call.update, call.context, Administer("announcing"))
    return Screen(render_text_question(call.tr), [back(call.tr, "announcements")])


async def _show_typed(call: Call) -> Screen:
    """Show the preview of the typed text, for all chats."""
    try:
        text = check_text(call.text)
    except InvalidInput as error:
        raise Refused(str(error)) from error
    audience = parse_audience("all", call.context.deps.translators, call.context.deps.catalogue)
    return await _show_plan(call, AnnouncementDraft(text, audience))


async def _change_audience(call: Call) -> Screen:
    number, _, name = call.value.partition(" ")
    if not number.isdecimal():
        raise call.refuse()
    return await _show_for(call, int(number), name)


async def _show_for_city(call: Call) -> Screen:
    """Show the preview for the place that was typed."""
    name = call.text.strip()
    return await _show_for(call, call.number, name if "=" in name else f"city={name}")


async def _show_for(call: Call, number: int, name: str) -> Screen:
    deps = call.context.deps
    draft = drafts(call).get(call, AnnouncementDraft, number)
    try:
        audience = parse_audience(name, deps.translators, deps.catalogue)
    except InvalidInput as error:
        raise Refused(str(error)) from error
    return await _show_plan(call, AnnouncementDraft(draft.text, audience))


async def _show_plan(call: Call, draft: AnnouncementDraft) -> Screen:
    deps, tr = call.context.deps, call.tr
    number = drafts(call).put(draft)
    plan = await make_plan(deps.database, draft.text, draft.audience, deps.clock.now())
    pending.ask(call.update, call.context, Administer("audience", str(number)))
    names = [*KINDS, *(f"language={language}" for language in deps.translators.languages)]
    labels = {name: _name(call, name) for name in names if name != draft.audience.name}
    buttons = [act(label, "audience", f"{number} {name}") for name, label in labels.items()]
    rows = [buttons[first : first + _PER_ROW] for first in range(0, len(buttons), _PER_ROW)]
    send = [[act(tr.plain("📣 Send …"), "sending", number)]] if plan.recipients else []
    text = render_plan(draft.text, _name(call, draft.audience.name), plan.kinds, tr)
    return Screen(text, [*rows, *send, back(tr, "announcements")])


def _name(call: Call, audience: str) -> str:
    return name_audience(audience, call.context.deps.translators.names, call.tr)


async def _ask_to_send(call: Call) -> Screen:
    deps, tr = call.context.deps, call.tr
    draft = drafts(call).get(call, AnnouncementDraft, call.number)
    plan = await make_plan(deps.database, draft.text, draft.audience, deps.clock.now())
    text = render_send_question(draft.text, _name(call, draft.audience.name), len(plan.recipients), tr)
    return Screen(text, [[act(tr.plain("📣 Yes, send"), "send", call.number)], back(tr, "announcements")])


async def _send(call: Call) -> Screen:
    deps = call.context.deps
    draft = drafts(call).take(call, AnnouncementDraft, call.number)
    plan = await make_plan(deps.database, draft.text, draft.audience, deps.clock.now())
    if not plan.recipients:  # they have got it since, or left
        raise call.refuse()
    made = await enqueue(deps.database, plan)
    log(Deed.ANNOUNCED)
    return await _show_one(Call(call.update, call.context, call.tr, str(made.id)))


ACTIONS: Actions = {
    "announcements": _show_all,
    "announcement": _show_one,
    "announcing": _ask_for_text,
    "audience": _change_audience,
    "sending": _ask_to_send,
    "send": _send,
    "stop": _stop,
}
ANSWERS: Actions = {"announcing": _show_typed, "audience": _show_for_city}

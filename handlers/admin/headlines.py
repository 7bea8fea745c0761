"""Headlines in `/admin`: pin and unpin one, correct one of today's bulletins or take it back."""

import datetime as dt
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.context import JoganApplication
from bot.delivery.corrections.corrector import Correction, Corrector, Plan, Progress, Result
from bot.delivery.corrections.headlines import HeadlineCorrection, HeadlineWithdrawal
from bot.errors import BotError, InvalidInput
from bot.operations.pins import make_article, pin_article, unpin_articles
from bot.rendering.admin.messages import (
    render_correction,
    render_correction_progress,
    render_correction_question,
    render_headline,
    render_headlines,
    render_pin,
    render_pin_question,
)
from bot.rendering.layout import join_blocks
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender
from handlers import pending
from handlers.admin.panel import Actions, Call, CorrectionDraft, Deed, PinDraft, Screen, act, back, drafts, log
from handlers.callbacks import Administer
from handlers.replies import edit_message
from handlers.updates import get_callback_query
from storage.content import articles, pins
from storage.content.articles import StoredArticle
from storage.errors import StorageError
from storage.ledger import history

MAX_HEADLINES = 10
"""Headlines of today that are listed, those of most bulletins."""

PIN_DAYS = (1, 3, 7)
"""Days to choose from."""

_MAX_LABEL = 40


async def _list_sent(call: Call) -> list[tuple[StoredArticle, int]]:
    """Return the articles of today's bulletins with their numbers, the most frequent first."""
    deps = call.context.deps
    async with deps.database.read() as connection:
        counts = await history.count_sent_articles(connection, _today(call))
        found = await articles.get_many(connection, list(counts))
    return [(found[number], count) for number, count in counts.most_common() if number in found][:MAX_HEADLINES]


async def _show_all(call: Call) -> Screen:
    deps, tr = call.context.deps, call.tr
    async with deps.database.read() as connection:
        pinned = await pins.list_pinned(connection, deps.clock.now())
    sent = await _list_sent(call)
    text = render_headlines(
        [(one.article.headline, until) for one, until in pinned],
        [(one.article.headline, number) for one, number in sent],
        ZoneInfo(deps.settings.zone),
        tr,
    )
    unpin = [act(tr.plain("📌 Unpin"), "unpin")] if pinned else []
    rows = [[act(f"📰 {one.article.headline[:_MAX_LABEL]}", "headline", one.id)] for one, _ in sent]
    return Screen(text, [*rows, [act(tr.plain("📌 Pin a headline"), "pinning"), *unpin], back(tr)])


async def _ask_for_pin(call: Call) -> Screen:
    pending.ask(call.update, call.context, Administer("pinning"))
    return Screen(render_pin_question(call.tr), [back(call.tr, "headlines")])


async def _choose_days(call: Call) -> Screen:
    """Show the typed headline, and ask for how many days it is pinned."""
    tr = call.tr
    headline, _, link = call.text.strip().partition("\n")
    try:
        article = make_article(headline, None, link.strip() or None)
    except InvalidInput as error:
        pending.ask(call.update, call.context, Administer("pinning"))
        return Screen(Markup("⚠️ {}").format(error), [back(tr, "headlines")])
    number = drafts(call).put(PinDraft(article))
    days = [act(tr.plain("{n} d", n=tr.number(one)), "pin", f"{number} {one}") for one in PIN_DAYS]
    return Screen(render_pin(article.headline, article.address, tr), [days, back(tr, "headlines")])


async def _pin(call: Call) -> Screen:
    deps = call.context.deps
    number, _, days = call.value.partition(" ")
    if not number.isdecimal() or days not in map(str, PIN_DAYS):
        raise call.refuse()
    draft = drafts(call).take(call, PinDraft, int(number))
    await pin_article(deps.database, draft.article, int(days), deps.clock.now())
    log(Deed.PINNED)
    return await _show_all(call)


async def _unpin(call: Call) -> Screen:
    if await unpin_articles(call.context.deps.database):
        log(Deed.UNPINNED)
    return await _show_all(call)


async def _find(call: Call) -> tuple[StoredArticle, int]:
    found = next((pair for pair in await _list_sent(call) if pair[0].id == call.number), None)
    if found is None:
        raise call.refuse()
    return found


async def _show_one(call: Call) -> Screen:
    (stored, number), tr = await _find(call), call.tr
    buttons = [
        act(tr.plain("✏️ Correct"), "correcting", stored.id),
        act(tr.plain("🗑 Take back"), "withdrawing", stored.id),
    ]
    return Screen(render_headline(stored.article.headline, number, tr), [buttons, back(tr, "headlines")])


async def _ask_for_headline(call: Call) -> Screen:
    stored, _ = await _find(call)
    pending.ask(call.update, call.context, Administer("correcting", str(stored.id)))
    text = render_correction_question(stored.article.headline, call.tr)
    return Screen(text, [back(call.tr, "headline", stored.id)])


async def _plan_correction(call: Call) -> Screen:
    """Show a bulletin with the typed headline, and ask whether to edit them."""
    stored, _ = await _find(call)
    wrong, right = (" ".join(one.split()) for one in (stored.article.headline, call.text))
    if right == wrong:
        raise call.refuse()
    return await _ask_to_edit(call, HeadlineCorrection(_today(call), wrong, right))


async def _ask_to_withdraw(call: Call) -> Screen:
    stored, _ = await _find(call)
    headline = " ".join(stored.article.headline.split())
    return await _ask_to_edit(call, HeadlineWithdrawal(_today(call), headline, call.context.deps.translators))


async def _ask_to_edit(call: Call, correction: Correction) -> Screen:
    plan, tr = await correction.make_plan(call.context.deps.database), call.tr
    example = next(iter(plan.texts.values()), None)
    text = render_correction(example, len(plan.bulletins), plan.unfit, tr)
    if not plan.bulletins:
        return Screen(text, [back(tr, "headlines")])
    yes = [act(tr.plain("✏️ Yes, edit"), "edit", drafts(call).put(CorrectionDraft(correction)))]
    return Screen(text, [yes, back(tr, "headlines")])


async def _edit(call: Call) -> Screen:
    """Begin to edit the bulletins in the background."""
    draft = drafts(call).take(call, CorrectionDraft, call.number)
    plan = await draft.correction.make_plan(call.context.deps.database)
    draft.progress = Progress(len(plan.bulletins))
    log(Deed.WITHDREW if isinstance(draft.correction, HeadlineWithdrawal) else Deed.CORRECTED)
    application = call.context.application
    if not isinstance(application, JoganApplication):
        raise TypeError("the application runs no work in the background")
    application.run_in_background(_run(call, draft, plan))
    return _show_progress(call, drafts(call).put(draft), draft)


async def _show_run(call: Call) -> Screen:
    return _show_progress(call, call.number, drafts(call).get(call, CorrectionDraft, call.number))


def _show_progress(call: Call, number: int, draft: CorrectionDraft) -> Screen:
    text = _render(call, draft, is_over=False)
    return Screen(text, [[act(call.tr.plain("🔄 Refresh"), "editing", number)], back(call.tr, "headlines")])


def _render(call: Call, draft: CorrectionDraft, *, is_over: bool) -> Markup:
    progress = draft.progress or Progress(0)
    edited = progress.results[Result.EDITED]
    return render_correction_progress(progress.done, progress.total, edited, call.tr, is_over=is_over)


async def _run(call: Call, draft: CorrectionDraft, plan: Plan) -> None:
    """Edit all bulletins, and show the result in place of the progress."""
    deps = call.context.deps

    def report(progress: Progress) -> None:
        draft.progress = progress

    sender = MessageSender(call.context.bot, Lane.BROADCAST)
    corrector = Corrector(deps.database, sender, deps.translators, draft.correction, deps.clock)
    text = None
    try:
        await corrector.run(plan, report)
    except (BotError, StorageError) as error:
        text = Markup("⚠️ {}").format(error)
    done = _render(call, draft, is_over=True)
    await edit_message(get_callback_query(call.update), join_blocks([done, text]), [back(call.tr, "headlines")])


def _today(call: Call) -> dt.date:
    deps = call.context.deps
    return deps.clock.now().astimezone(ZoneInfo(deps.settings.zone)).date()


ACTIONS: Actions = {
    "headlines": _show_all,
    "headline": _show_one,
    "pinning": _ask_for_pin,
    "pin": _pin,
    "unpin": _unpin,
    "correcting": _ask_for_headline,
    "withdrawing": _ask_to_withdraw,
    "edit": _edit,
    "editing": _show_run,
}
ANSWERS: Actions = {"pinning": _choose_days, "correcting": _plan_correction}

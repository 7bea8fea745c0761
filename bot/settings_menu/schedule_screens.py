"""Screens of the settings about the schedule: times, days, time zone, pause."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.subscription import describe_days, describe_times, local_day
from bot.settings_menu.changes import format_time, parse_time
from bot.settings_menu.descriptions import title
from bot.settings_menu.time_zones import zone_name
from bot.settings_menu.view import Row, Screen, View, arrange
from bot.subscriptions.service import MAX_BULLETINS, MAX_TIMES, USUAL_TIMES, free_times
from storage.terms import Days

# Twelve buttons per hour; any other time can be set with /subscribe.
_MINUTE_STEP = 5
"""Minutes between the offered times."""


def times(view: View, tr: Translator, _value: str) -> Screen:
    """Return the times of the day, each with a button that removes it."""
    known = view.subscription.schedule.times
    rows: list[Row] = []
    for time in known:
        cut = [view.button("❌", "cut", format_time(time))] if len(known) > 1 else []
        rows.append([view.button(f"⏰ {tr.time(time)}", "hour", format_time(time)), *cut])
    if len(known) < MAX_TIMES:
        rows.append([view.button(tr.plain("➕ Add a time"), "hour")])
    hint = tr("Tap a time to change it.")
    return Screen(join_blocks([title(tr.plain("⏰ Times")), hint]), [*rows, view.back(tr)])


def hour(view: View, tr: Translator, value: str) -> Screen:
    """Return the hours of the day, to move the time in `value` (``0700``), or to add one if it is empty."""
    buttons = [view.button(f"{number:02}", "minute", f"{_old(value)}-{number:02}") for number in range(24)]
    return Screen(tr("Choose the hour."), [*arrange(buttons, 6), view.back(tr, "times")])


def minute(view: View, tr: Translator, value: str) -> Screen:
    """Return the times within an hour: `value` ``0700-08`` moves a time, ``-08`` adds one."""
    old, _, chosen = value.partition("-")
    times = _times_of(int(chosen))
    buttons = [view.button(tr.time(time), "time", f"{_old(old)}-{format_time(time)}") for time in times]
    return Screen(tr("Choose the time."), [*arrange(buttons, 4), view.back(tr, "hour", old)])


def another(view: View, tr: Translator, value: str) -> Screen:
    """Return the usual times of a further bulletin; `value` is the number of those that there are.

    Raises:
        ValueError: there are others by now, or too many.
    """
    if value != str(len(view.others)) or not view.others or len(view.others) >= MAX_BULLETINS:
        raise ValueError(value)
    times = free_times(USUAL_TIMES, view.others)
    buttons = [view.button(tr.time(time), "another", f"{value}-{format_time(time)}") for time in times]
    other = [view.button(tr.plain("⏰ Another time"), "hours", value)]
    question = tr("When should the other bulletin come?")
    can_reply = view.can_answer and not view.is_elsewhere
    hint = tr("Choose a time, or reply to this message with another one, for example 18:30.") if can_reply else None
    return Screen(
        join_blocks([title(tr.plain("➕ Add a bulletin")), join_lines([question, hint])]),
        [*arrange(buttons, 4), other, view.back(tr, "list")],
    )


def another_hour(view: View, tr: Translator, value: str) -> Screen:
    """Return the hours of the day for a further bulletin."""
    buttons = [view.button(f"{number:02}", "minutes", f"{int(value)}-{number:02}") for number in range(24)]
    return Screen(tr("Choose the hour."), [*arrange(buttons, 6), view.back(tr, "more", value)])


def another_minute(view: View, tr: Translator, value: str) -> Screen:
    """Return the times within an hour for a further bulletin: `value` is ``1-08`` beside one other."""
    count, _, chosen = value.partition("-")
    times = free_times(_times_of(int(chosen)), view.others)
    buttons = [view.button(tr.time(time), "another", f"{int(count)}-{format_time(time)}") for time in times]
    return Screen(tr("Choose the time."), [*arrange(buttons, 4), view.back(tr, "hours", count)])


def days(view: View, tr: Translator, _value: str) -> Screen:
    """Return the days of the week, and the switch for public holidays."""
    schedule = view.subscription.schedule
    whole = [(tr.plain("Every day"), Days.EVERY_DAY), (tr.plain("Weekdays"), Days.WEEKDAYS)]
    whole.append((tr.plain("Weekend"), Days.WEEKEND))
    usual = [view.choice(label, "on", str(some.value), is_chosen=schedule.days == some) for label, some in whole]
    single = [
        view.switch(tr.weekday(number), "day", is_on=bool(schedule.days & (1 << number)), of=number)
        for number in range(7)
    ]
    holidays = view.switch(tr.plain("Skip Korean public holidays"), "skip", is_on=schedule.skips_holidays)
    now = tr(
        "A bulletin comes {days} at {times}.", days=describe_days(schedule, tr), times=describe_times(schedule, tr)
    )
    rest = tr("No bulletins on public holidays.") if schedule.skips_holidays else None
    text = join_blocks([title(tr.plain("📅 Days")), join_lines([now, rest])])
    return Screen(text, [usual, *arrange(single, 4), [holidays], view.back(tr)])


def zones(view: View, tr: Translator, _value: str) -> Screen:
    """Return the time zones, each with its current time."""
    chosen = view.subscription.schedule.zone
    buttons = []
    for zone in view.zones:
        label = f"{zone_name(zone, tr)} {tr.time(view.now.astimezone(ZoneInfo(zone)).time())}"
        buttons.append(view.choice(label, "zone", zone, is_chosen=zone == chosen))
    question = tr("Which time zone are these times in?")
    return Screen(join_blocks([title(tr.plain("🕰 Time zone")), question]), [*arrange(buttons, 2), view.back(tr)])


def pause(view: View, tr: Translator, _value: str) -> Screen:
    """Return the days until which bulletins can be paused."""
    zone = view.subscription.schedule.zone
    today = view.now.astimezone(ZoneInfo(zone)).date()
    offers = [
        (tr.plain("Tomorrow"), 1),
        (tr.plain("In 3 days"), 3),
        (tr.plain("In a week"), 7),
        (tr.plain("In two weeks"), 14),
        (tr.plain("In a month"), 30),
    ]
    rows = []
    for label, ahead in offers:
        day = today + dt.timedelta(days=ahead)
        rows.append([view.button(f"{label} · {local_day(day, zone, view.now, tr)}", "until", day.isoformat())])
    question = tr("When should bulletins resume? None will come until then.")
    return Screen(join_blocks([title(tr.plain("⏸ Pause")), question]), [*rows, view.back(tr)])


def _times_of(hour: int) -> list[dt.time]:
    return [dt.time(hour, number) for number in range(0, 60, _MINUTE_STEP)]


def _old(value: str) -> str:
    """Return the time to be moved as in a button's data, checked; empty for a new one.

    Raises:
        ValueError: it is not a time.
    """
    return format_time(parse_time(value)) if value else ""

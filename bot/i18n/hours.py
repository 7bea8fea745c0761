"""Full hours of a day as people say them: ``오후 3시``, ``오후 3~6시``, ``15時``."""

from bot.i18n.translator import N_, Translator

_NOON, _MIDNIGHT = 12, 24
_NAMES = {0: N_("midnight"), _NOON: N_("noon"), _MIDNIGHT: N_("midnight")}
_HOURS = (N_("{hour} am"), N_("{hour} pm"))
_RANGES = (N_("{start}–{end} am"), N_("{start}–{end} pm"))
_RANGE = N_("{start} – {end}")
# For languages with a 24-hour clock.
_HOUR = N_("{hour} h")
_HOUR_RANGE = N_("{start}–{end} h")


def hour_name(hour: int, tr: Translator) -> str:
    """Return an hour, 0 to 24: ``오후 3시``."""
    if not tr.has_half_days:
        return tr.plain(_HOUR, hour=hour)
    if hour in _NAMES:
        return tr.plain(_NAMES[hour])
    return tr.plain(_HOURS[hour // _NOON], hour=hour % _NOON)


def hour_range(start: int, end: int, tr: Translator) -> str:
    """Return a time from an hour to a later one of a day, both 0 to 24: ``오후 3~6시``."""
    if not tr.has_half_days:
        return tr.plain(_HOUR_RANGE, start=start, end=end)
    half = start // _NOON
    if half == end // _NOON and not {start, end} & _NAMES.keys():
        return tr.plain(_RANGES[half], start=start % _NOON, end=end % _NOON)
    return tr.plain(_RANGE, start=hour_name(start, tr), end=hour_name(end, tr))

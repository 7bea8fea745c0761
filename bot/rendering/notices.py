"""Texts of the notices for the operators."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.monitoring.notices import Notice, NoticeKind

_TEXTS: Mapping[NoticeKind, Callable[[Translator, str], Markup]] = {
    NoticeKind.SOURCE_DOWN: lambda tr, names: tr("⚠️ Not readable for half an hour: {sources}", sources=names),
    NoticeKind.NO_READINGS: lambda tr, _: tr("⚠️ This morning's bulletins have no fresh readings."),
    NoticeKind.BROADCAST_FAILED: lambda tr, _: tr(
        "⚠️ Some bulletins were not sent in time, or it is unknown whether they arrived: <code>jogan deliveries</code>"
    ),
    NoticeKind.DISK_LOW: lambda tr, free: tr("⚠️ The disk is nearly full: {space} left", space=free),
    NoticeKind.CLOCK_JUMPED: lambda tr, jumps: tr("⚠️ The system clock jumped: {jumps}", jumps=jumps),
    NoticeKind.DATABASE_TOO_NEW: lambda tr, version: tr(
        "⚠️ The bot (version {version}) does not start: a newer version has upgraded the database. Install that one, or "
        "restore the file from before the upgrade.",
        version=version,
    ),
    NoticeKind.NEW_ERROR: lambda tr, errors: tr(
        "⚠️ An error that has not occurred since the start: {errors}. The log tells more.", errors=errors
    ),
}


def render_notice(notice: Notice, tr: Translator) -> Markup:
    """Return a notice."""
    return _TEXTS[notice.kind](tr, tr.join_names(notice.details))

"""Screen of the settings about keyword alerts, and the button that leads there."""

from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks, shorten
from bot.rendering.news_query import search_title
from bot.settings_menu.descriptions import title
from bot.settings_menu.view import Row, Screen, View

_MAX_LABEL_LENGTH = 30


def alerts(view: View, tr: Translator, _value: str) -> Screen:
    """Return the keyword alerts of the topic, each with a button that removes it."""
    rows: list[Row] = [
        [
            view.button(
                f"❌ {shorten(search_title(one.words, view.places, tr), _MAX_LABEL_LENGTH)}", "unalert", str(one.id)
            )
        ]
        for one in view.alerts
    ]
    if rows:
        text = tr(
            "New articles come at most once an hour, and not between 22:00 and 07:00. Tap ❌ to remove a keyword."
        )
    else:
        text = tr("There are no keyword alerts here. Search with <code>/news bus</code>, then tap “🔔 Keep me posted”.")
    return Screen(join_blocks([title(tr.plain("🔔 Keyword alerts")), text]), [*rows, view.back(tr, "list")])


def alerts_row(view: View, tr: Translator) -> list[Row]:
    """Return the row with the button that shows the keyword alerts, if there are any."""
    return [[view.button(tr.plain("🔔 Keyword alerts"), "alerts")]] if view.alerts else []

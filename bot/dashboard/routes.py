"""The dashboard's place on the server of health and metrics.

GET /   the page; see `bot.dashboard.access` for who may see it
"""

from collections.abc import Iterator
from operator import itemgetter

from aiohttp import web

from bot.dashboard.access import refuse
from bot.dashboard.overview import OverviewReader
from bot.dashboard.page import Page
from bot.i18n.translator import Translators


def add_dashboard(app: web.Application, reader: OverviewReader, translators: Translators, token: str | None) -> None:
    """Add the page to an application.

    Args:
        app: the application.
        reader: reads what the page shows.
        translators: the languages.
        token: the password of the page; None for requests of this machine only.
    """
    page = Page()
    headers = {
        "Content-Security-Policy": page.policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }

    async def show(request: web.Request) -> web.Response:
        if refusal := refuse(request, token):
            return refusal
        tags = list(_list_languages(request.headers.get("Accept-Language", "")))
        tag = next((one for one in tags if translators.find_language(one)), tags[0] if tags else None)
        text = page.render(await reader.read(), translators.choose(tag))
        return web.Response(text=text, content_type="text/html", headers=headers)

    app.router.add_get("/", show)


def _list_languages(header: str) -> Iterator[str]:
    """Yield the language tags of an Accept-Language header, the most wanted first; ``*`` and unreadable ones not."""
    wanted = []
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if tag and tag != "*" and weight > 0:
            wanted.append((weight, tag.strip()))
    # Stable, so that equal ones keep their order.
    yield from (tag for _, tag in sorted(wanted, key=itemgetter(0), reverse=True))

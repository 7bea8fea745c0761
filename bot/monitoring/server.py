"""Endpoints for health, readiness and metrics.

    GET /healthz   200 as long as the event loop turns
    GET /readyz    200 if the bot can do its work, else 503, with the reasons as JSON
    GET /metrics   the metrics, in the format that the client asks for

It has no access control: it shows no secrets and nothing about people, and is served where the operator says.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from bot.monitoring.metrics import Metrics
from bot.monitoring.readiness import Readiness

HEALTHY = "alive\n"
"""Answer of `/healthz`."""


def make_app(metrics: Metrics, update: Callable[[], Awaitable[None]], readiness: Readiness) -> web.Application:
    """Return the application with all endpoints.

    Args:
        metrics: the metrics.
        update: sets the metrics that are measured when somebody asks.
        readiness: the checks.
    """

    async def health(_request: web.Request) -> web.Response:
        return web.Response(text=HEALTHY)

    async def ready(_request: web.Request) -> web.Response:
        reasons = await readiness.check()
        is_ready = not any(reasons.values())
        checks = {name: {"ok": reason is None, "reason": reason} for name, reason in reasons.items()}
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        found: dict[str, object] = {"ready": is_ready, "checks": checks, "paused": await readiness.list_pauses()}
        if workers := await readiness.list_workers():
            found["workers"] = workers
        return web.json_response(found, status=status)

    async def show(request: web.Request) -> web.Response:
        await update()
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(metrics.registry), headers={"Content-Type": content_type})

    app = web.Application()
    app.add_routes([web.get("/healthz", health), web.get("/readyz", ready), web.get("/metrics", show)])
    return app

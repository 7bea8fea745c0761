"""Methods for updates: long polling and webhooks."""

import re
import ssl
from urllib.parse import urlsplit

from simulator import errors
from simulator.api.arguments import bot as arguments
from simulator.api.caller import Caller
from simulator.world.accounts import Webhook

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_MAX_SECRET_LENGTH = 256  # bytes
_PORTS = {None, 80, 88, 443, 8443}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


async def get_updates(caller: Caller, call: arguments.GetUpdates) -> list[dict[str, object]]:
    """Return the updates from `offset` on; wait for the first."""
    if caller.account.webhook:
        raise errors.webhook_is_active()
    updates = caller.account.updates
    if call.allowed_updates is not None:
        updates.allow(frozenset(call.allowed_updates))
    return [update.to_json() for update in await updates.poll(call.offset, call.limit, call.timeout)]


def set_webhook(caller: Caller, call: arguments.SetWebhook) -> bool:
    """Set the webhook to an address on this machine; an empty one removes it."""
    updates = caller.account.updates
    if "certificate" in caller.uploads or not _is_set_already(caller.account.webhook, call):
        _replace_webhook(caller, call)
    if call.allowed_updates is not None:
        updates.allow(frozenset(call.allowed_updates))
    return True


def _is_set_already(hook: Webhook | None, call: arguments.SetWebhook) -> bool:
    if hook is None or call.drop_pending_updates:
        return False
    return (hook.url, hook.secret, hook.max_connections) == (call.url, call.secret_token, call.max_connections)


def _replace_webhook(caller: Caller, call: arguments.SetWebhook) -> None:
    updates = caller.account.updates
    if call.url:
        updates.end_poll()
    # Telegram has removed the old one before it checks the new one.
    caller.account.webhook = None
    if call.drop_pending_updates:
        updates.clear()
    if call.url:
        _check_webhook(call)
        certificate = _read_certificate(caller)
        caller.account.webhook = Webhook(call.url, call.secret_token, call.max_connections, certificate)
    updates.wake()


def delete_webhook(caller: Caller, call: arguments.DeleteWebhook) -> bool:
    """Remove the webhook."""
    caller.account.webhook = None
    if call.drop_pending_updates:
        caller.account.updates.clear()
    caller.account.updates.wake()
    return True


def get_webhook_info(caller: Caller, _call: arguments.GetWebhookInfo) -> dict[str, object]:
    """Return Telegram's WebhookInfo."""
    hook, updates = caller.account.webhook, caller.account.updates
    updates.drop_expired()
    info: dict[str, object] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": bool(hook and hook.certificate),
        "pending_update_count": len(updates.pending),
    }
    if requested := updates.requested_types:
        info["allowed_updates"] = sorted(requested)
    if hook:
        info["max_connections"] = hook.max_connections
    if hook and hook.failed_at:
        info |= {"last_error_date": int(hook.failed_at.timestamp()), "last_error_message": hook.failure}
    return info


def _read_certificate(caller: Caller) -> bytes:
    """Return the certificate that came with a call; Telegram takes none by URL or file id."""
    upload = caller.uploads.get("certificate")
    if upload is None:
        return b""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=upload.data.decode())
    except (ssl.SSLError, ValueError) as error:
        raise errors.bad_request("bad webhook: certificate can't be read") from error
    return upload.data


def _check_webhook(call: arguments.SetWebhook) -> None:
    try:
        # Telegram adds the scheme.
        url = urlsplit(call.url if "://" in call.url else f"https://{call.url}")
        host, port = url.hostname or "", url.port
    except ValueError as error:
        raise errors.bad_request("invalid webhook URL specified") from error
    if url.scheme not in {"http", "https"} or not host or port == 0:
        raise errors.bad_request("invalid webhook URL specified")
    if len(call.secret_token.encode()) > _MAX_SECRET_LENGTH:
        raise errors.bad_request("secret token is too long")
    if not _SECRET.fullmatch(call.secret_token):
        raise errors.bad_request("secret token contains unallowed characters")
    # This server takes HTTP and any port on this machine, as a Bot API server with `--local` does.
    if url.scheme == "http" and host not in _LOOPBACK:
        raise errors.bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if host not in _LOOPBACK and port not in _PORTS:
        raise errors.bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    # It connects to loopback only.
    if host not in _LOOPBACK:
        raise errors.bad_request("bad webhook: Failed to resolve host: Name or service not known")

"""TLS certificate of the webhook's server, for a bot that has no proxy in front of it."""

import logging
import ssl
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import InvalidInput

_PRIVATE_KEY = b"PRIVATE KEY-----"
_ROUNDS = 4
"""Turns of a handshake in memory; TLS 1.2 and 1.3 need three at most."""

_log = logging.getLogger(__name__)


class Certificate:
    """Certificate with its key, read from two files, and again when they change.

    Args:
        path: file of the certificate, followed by those of its issuers.
        key: file of its private key.
        url: the webhook's URL, for whose host it must be valid.

    Attributes:
        context: the context of a server that has it.

    Raises:
        InvalidInput: the files cannot be used.
    """

    def __init__(self, path: Path, key: Path, url: str) -> None:
        self._path = path
        self._key = key
        self._host = urlsplit(url).hostname or ""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._content = self._load()

    def reload(self) -> bool:
        """Read the files again if the certificate has changed; return whether it has."""
        try:
            if self._path.read_bytes() == self._content:
                return False
            self._content = self._load()
        except (OSError, InvalidInput) as error:
            # Whoever renews it writes two files, one after the other.
            _log.warning("Could not read the renewed certificate of the webhook, will retry: %s", error)
            return False
        return True

    def find_upload(self) -> bytes | None:
        """Return the certificate if Telegram must be given it, as it does not trust its issuer; else None."""
        public = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        public.load_default_certs()
        return None if self._find_fault(public) is None else self._content

    def find_fault(self) -> str | None:
        """Return why a client that was given the certificate rejects it, such as another host; None if it does not."""
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.load_default_certs()
        client.load_verify_locations(cadata=self._content.decode())
        return self._find_fault(client)

    def _load(self) -> bytes:
        """Read the files into the context, for the connections from now on.

        Raises:
            InvalidInput: they cannot be used.
        """
        try:
            content = self._path.read_bytes()
            # An empty password, or OpenSSL asks for that of an encrypted key.
            self.context.load_cert_chain(self._path, self._key, password="")
        except OSError as error:  # ssl.SSLError is one
            reason = error.reason if isinstance(error, ssl.SSLError) else error.strerror
            raise InvalidInput(f"the certificate {self._path} with the key {self._key} is unusable: {reason}") from None
        if _PRIVATE_KEY in content:
            raise InvalidInput(f"{self._path} holds a private key, which must not go to Telegram; keep it apart")
        return content

    def _find_fault(self, client: ssl.SSLContext) -> str | None:
        """Return why a client rejects the certificate, by a handshake in memory."""
        to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        ends = (
            client.wrap_bio(to_client, to_server, server_hostname=self._host),
            self.context.wrap_bio(to_server, to_client, server_side=True),
        )
        try:
            for end in ends * _ROUNDS:
                with suppress(ssl.SSLWantReadError):
                    end.do_handshake()
        except ssl.SSLCertVerificationError as error:
            return error.verify_message
        return None

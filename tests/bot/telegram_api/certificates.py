"""A server certificate of the tests' own."""

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for `telegram.test` and `localhost`.

    Attributes:
        path: its file; a client trusts it if `SSL_CERT_FILE` names the file.
        context: the TLS context of a server that has it.
    """

    path: Path
    context: ssl.SSLContext


def make_certificate(folder: Path) -> Certificate:
    """Make a certificate; skip the test if openssl is missing."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is missing")
    path, key = folder / "certificate.pem", folder / "key.pem"
    names = "subjectAltName=DNS:telegram.test,DNS:localhost"
    # Faster to make than one of RSA.
    key_type = "ec -pkeyopt ec_paramgen_curve:prime256v1"
    command = f"{openssl} req -x509 -newkey {key_type} -nodes -days 2 -subj /CN=telegram.test -addext {names}"
    subprocess.run([*command.split(), "-keyout", key, "-out", path], check=True, capture_output=True)  # noqa: S603 - no input from outside
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path, key)
    return Certificate(path, context)

"""Words for the errors of connections, without the URLs that a library's own words quote, and the token in them."""

import os
import ssl


def describe(error: Exception) -> str:
    """Return the operating system's message for an error, else the name of the error's class."""
    number = error.errno if isinstance(error, OSError) and not isinstance(error, ssl.SSLError) else None
    # DNS failures have negative numbers, for which the system has no message, and those of TLS errors are OpenSSL's.
    return os.strerror(number) if number and number > 0 else type(error).__name__

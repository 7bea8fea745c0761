"""The one address of an article, however a feed or a page writes it."""

import re

from yarl import URL

LONGEST_ADDRESS = 2048
"""Characters; what is longer is no article's address."""

_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|_g[al]|(?:fb|g|d|y|tt|tw)clid|msclkid|[gw]braid|igshid|igsh|napm"
    r"|n_(?:media|query|rank|ad|ad_group|ad_group_type|keyword|keyword_id|campaign_type|match)",
    re.IGNORECASE,
)
"""Parameters that newsletters, advertisements and share buttons add; none of them chooses what is shown."""


_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


def canonical_address(link: str | None, base: str | None = None) -> str | None:
    """The address that a link means, in the one form in which two links to the same page are equal.

    A relative link starts at `base`. The host is in lower case and in ASCII, characters are escaped where they must
    be; a default port, the fragment and what only tracks readers are dropped, and the other parameters stand
    in the order of their names. Mobile and AMP addresses stay, because what they correspond to is not certain.

    Returns:
        None for what is no http(s) address, and for one with a user name.
    """
    # Feeds escape addresses twice, too.
    written = (link or "").strip().replace("&amp;", "&")
    if not written or len(written) > LONGEST_ADDRESS:
        return None
    try:
        url = URL(base).join(URL(written)) if base else URL(written)
        if url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.raw_host or "") or "@" in url.raw_authority:
            return None
    except ValueError:
        return None
    bare = url.with_query(None).with_fragment(None)
    query = _meaningful(url.raw_query_string)
    return f"{bare}?{query}" if query else str(bare)


def _meaningful(query: str) -> str:
    parameters = [parameter for parameter in query.split("&") if parameter]
    kept = [parameter for parameter in parameters if not _TRACKING.fullmatch(_name(parameter))]
    return "&".join(sorted(kept, key=_name))


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]

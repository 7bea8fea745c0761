"""Canonical URLs of articles."""

import re

from yarl import URL

MAX_URL_LENGTH = 2048
"""Characters; longer links are dropped."""

# Newsletters, advertisements and share buttons add them; none of them selects the content. napm and n_* are Naver's.
_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|_g[al]|(?:fb|g|d|y|tt|tw)clid|msclkid|[gw]braid|igshid|igsh|napm"
    r"|n_(?:media|query|rank|ad|ad_group|ad_group_type|keyword|keyword_id|campaign_type|match)",
    re.IGNORECASE,
)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


def canonical_url(link: str | None, base: str | None = None) -> str | None:
    """Return the canonical form of a link, in which two links to the same page are equal.

    A relative link is joined to `base`. The host becomes lower-case ASCII (IDNA), characters are percent-encoded,
    default port, fragment and tracking parameters are dropped, and the other parameters sorted by name. Mobile and AMP
    URLs stay as they are, because the page that they correspond to is not certain.

    Returns:
        The URL; None if the link is not http(s) or contains a user name.
    """
    # Some feeds escape the ampersands of a link twice.
    written = (link or "").strip().replace("&amp;", "&")
    if not written or len(written) > MAX_URL_LENGTH:
        return None
    try:
        url = URL(base).join(URL(written)) if base else URL(written)
        if url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.raw_host or "") or "@" in url.raw_authority:
            return None
    except ValueError:
        return None
    bare = url.with_query(None).with_fragment(None)
    # As raw text: Korean sites encode queries in cp949 (%B0%A1), which yarl decodes to U+FFFD.
    query = _clean_query(url.raw_query_string)
    return f"{bare}?{query}" if query else str(bare)


def _clean_query(query: str) -> str:
    parameters = [parameter for parameter in query.split("&") if parameter]
    # The sort is stable: the order of values under one name may matter.
    return "&".join(sorted((one for one in parameters if not _TRACKING.fullmatch(_get_name(one))), key=_get_name))


def _get_name(parameter: str) -> str:
    return parameter.partition("=")[0]

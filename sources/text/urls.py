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
_ROUTE = re.compile("!?/.")
_NUMBER = re.compile("[0-9]+")
_MOBILE = re.compile(r"^(?:www|m|mobile|amp)\.")
_PORTAL = re.compile(r"(?:^|\.)(?:google|naver|daum|nate|zum|msn|yahoo|bing)\.")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


def canonical_url(link: str | None, base: str | None = None, *, with_fragment: bool = False) -> str | None:
    """Return the canonical form of a link, in which two links to the same page are equal.

    A relative link is joined to `base`. The host becomes lower-case ASCII (IDNA), characters are percent-encoded,
    default port, fragment and tracking parameters are dropped, and the other parameters sorted by name. A fragment that
    is a path (``#/news/3``) stays, since scripts choose the page by it; others only if they are asked for. Mobile and
    AMP URLs stay as they are, because the page that they correspond to is not certain.

    Args:
        link: the link as printed.
        base: the URL that a relative link is joined to.
        with_fragment: keep any fragment.

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
    fragment = url.raw_fragment if with_fragment or _ROUTE.match(url.raw_fragment) else ""
    return f"{bare}{query and '?'}{query}{fragment and '#'}{fragment}"


def are_other_articles(one: str, other: str) -> bool:
    """Return whether two canonical URLs of one host name articles by different numbers, or differ in their fragment.

    The mobile host of a newspaper is the same host. Numbers that only one of the URLs has, such as a section's, do not
    count, nor do URLs without numbers: a newspaper may have several for one article. Portals carry the articles of many
    newspapers, each under a number of its own.
    """
    (host, path, fragment), (other_host, other_path, other_fragment) = _split(one), _split(other)
    if host != other_host or _PORTAL.search(host):
        return False
    if path == other_path and fragment != other_fragment:
        return bool(fragment and other_fragment)
    numbers, others = set(_NUMBER.findall(path + fragment)), set(_NUMBER.findall(other_path + other_fragment))
    return not (numbers <= others or others <= numbers)


def _split(address: str) -> tuple[str, str, str]:
    """Return the host without the prefix of a mobile site, the path with the query, and the fragment."""
    page, _, fragment = address.partition("#")
    host, _, path = page.partition("://")[2].partition("/")
    return _MOBILE.sub("", host), path, fragment


def _clean_query(query: str) -> str:
    parameters = [parameter for parameter in query.split("&") if parameter]
    # The sort is stable: the order of values under one name may matter.
    return "&".join(sorted((one for one in parameters if not _TRACKING.fullmatch(_get_name(one))), key=_get_name))


def _get_name(parameter: str) -> str:
    return parameter.partition("=")[0]

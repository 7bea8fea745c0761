"""Where content comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where content comes from, as the operator calls it.

    Attributes:
        name: the source's name; None for what is given by hand, which goes by the newspaper's host.
        region: the province or district that the source's articles are about, or None.
    """

    name: str | None = None
    region: str | None = None


BY_HAND = SourceRef()

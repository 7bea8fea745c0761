"""Time zones to choose from: Seoul's, and those of cities abroad where many Koreans live."""

from bot.i18n.translator import Translator

HANOI = "Asia/Ho_Chi_Minh"
ZONES = (
    "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", HANOI, "Asia/Bangkok", "Asia/Manila", "Asia/Singapore", "Asia/Jakarta",
    "Asia/Tashkent", "Asia/Dubai", "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "Pacific/Honolulu", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


def zone_name(zone: str, tr: Translator) -> str:
    """Return the localized name of a time zone: its best-known city."""
    # CLDR has no Korean, Japanese or Chinese name of Ho Chi Minh City.
    return tr.plain("Hanoi") if zone == HANOI else tr.zone(zone)

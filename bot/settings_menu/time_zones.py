"""The time zones that are offered: Seoul's, and those of cities where many Koreans live."""

from bot.i18n.translator import Translator

HANOI = "Asia/Ho_Chi_Minh"
ZONES = (
    "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", HANOI, "Asia/Bangkok", "Asia/Manila", "Asia/Singapore", "Asia/Jakarta",
    "Asia/Tashkent", "Asia/Dubai", "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "Pacific/Honolulu", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


def zone_name(zone: str, tr: Translator) -> str:
    """What people call a time zone: its best known city."""
    # CLDR does not say in Korean, Japanese or Chinese what it calls Ho Chi Minh City.
    return tr.plain("Hanoi") if zone == HANOI else tr.zone(zone)

"""KMA's words for the weather that have a fixed English equivalent."""


def mark(message: str) -> str:
    """Mark a message for the catalogues that is translated elsewhere."""
    return message


CONDITIONS = {
    "맑음": mark("Clear"),
    "구름조금": mark("Partly cloudy"),
    "구름적음": mark("Partly cloudy"),
    "구름많음": mark("Mostly cloudy"),
    "흐림": mark("Cloudy"),
    "흐리고 비": mark("Cloudy with rain"),
    "소나기": mark("Showers"),
    "비": mark("Rain"),
    "가끔 비": mark("Occasional rain"),
    "가끔비": mark("Occasional rain"),
    "약한비": mark("Light rain"),
    "강한비": mark("Heavy rain"),
    "이슬비": mark("Drizzle"),
    "눈": mark("Snow"),
    "가끔 눈": mark("Occasional snow"),
    "가끔눈": mark("Occasional snow"),
    "약한눈": mark("Light snow"),
    "강한눈": mark("Heavy snow"),
    "비 또는 눈": mark("Rain or snow"),
    "비또는눈": mark("Rain or snow"),
    "눈 또는 비": mark("Snow or rain"),
    "눈또는비": mark("Snow or rain"),
    "진눈깨비": mark("Sleet"),
    "천둥번개": mark("Thunderstorm"),
    "뇌우": mark("Thunderstorm"),
    "우박": mark("Hail"),
    "안개": mark("Fog"),
    "박무": mark("Mist"),
    "연무": mark("Haze"),
    "황사": mark("Yellow dust"),
}

"""Topics of questions, each with its words in five languages."""

from enum import StrEnum

from bot.parsing.vocabulary import talk_words, weather_words


class Topic(StrEnum):
    """Topic that is asked for."""

    NOW = "now"
    FORECAST = "forecast"
    RAIN = "rain"
    DUST = "dust"
    WARNINGS = "warnings"
    NEWS = "news"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    SETTINGS = "settings"
    HELP = "help"
    STOP = "stop"
    THANKS = "thanks"
    GREETING = "greeting"
    MAP = "map"
    CHART = "chart"
    LANGUAGE = "language"
    STATUS = "status"


WEATHER = frozenset({Topic.NOW, Topic.FORECAST, Topic.RAIN, Topic.DUST, Topic.WARNINGS})
"""Topics about the weather."""

ASKED_FOR = (
    (Topic.MAP, weather_words.MAP),
    (Topic.CHART, weather_words.CHART),
    (Topic.WARNINGS, weather_words.WARNINGS),
    (Topic.DUST, weather_words.DUST),
    (Topic.RAIN, weather_words.RAIN),
    (Topic.NEWS, talk_words.NEWS),
    (Topic.FORECAST, weather_words.FORECAST),
)
"""Topics that may stand beside each other and beside a place, in the order in which they are looked for."""

ABOUT_THE_BOT = (
    (Topic.STATUS, talk_words.STATUS),
    (Topic.LANGUAGE, talk_words.LANGUAGE),
    (Topic.SETTINGS, talk_words.SETTINGS),
    (Topic.HELP, talk_words.HELP),
)
"""Topics of which a text has one, if it asks for nothing else."""

SMALL_TALK = ((Topic.THANKS, talk_words.THANKS), (Topic.GREETING, talk_words.GREETING))
"""Topics that are dropped beside any other."""


class Detail(StrEnum):
    """Value of the weather besides condition and temperature; a reading may lack it."""

    FEELS_LIKE = "feels like"
    HUMIDITY = "humidity"
    WIND = "wind"
    SUN = "sun"
    UV = "uv"
    OZONE = "ozone"
    TIDE = "tide"
    WAVES = "waves"
    MOON = "moon"
    INDEX = "index"
    """An index for daily life: pollen, discomfort, car washing."""

    QUAKE = "earthquake"
    TRAFFIC = "traffic"
    """Whether planes and ships leave, and how the roads are."""

    CLOTHES = "clothes"
    ACTIVITY = "activity"
    """Whether a day suits something to do: fishing, a picnic."""


DETAILS = (
    (Detail.FEELS_LIKE, weather_words.FEELS_LIKE),
    (Detail.HUMIDITY, weather_words.HUMIDITY),
    (Detail.WIND, weather_words.WIND),
    (Detail.SUN, weather_words.SUN),
    (Detail.UV, weather_words.UV),
    (Detail.OZONE, weather_words.OZONE),
    (Detail.TIDE, weather_words.TIDE),
    (Detail.WAVES, weather_words.WAVES),
    (Detail.MOON, weather_words.MOON),
    (Detail.INDEX, weather_words.INDEX),
    (Detail.QUAKE, weather_words.QUAKE),
    (Detail.TRAFFIC, weather_words.TRAFFIC),
    (Detail.CLOTHES, weather_words.CLOTHES),
    (Detail.ACTIVITY, weather_words.ACTIVITY),
)

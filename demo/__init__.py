"""What happens in the demo: a week of weather, forecasts, dust, warnings and news, all of it invented."""

ABOUT = {
    "en": "Weather, warnings and news are invented.",
    "ko": "날씨와 특보, 뉴스는 지어낸 것이에요.",
    "ja": "天気・特報・ニュースは作りものです。",
    "vi": "Thời tiết, cảnh báo và tin tức đều là hư cấu.",
    "zh": "天气、预警和新闻都是虚构的。",
}
"""What the page says of it, by language."""

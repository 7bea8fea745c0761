"""Tables, as the newest migration leaves them.

Times are UTC; local days and wall-clock times are text. `thread_id` is a forum topic, 0 for none; an unknown address of
an article and the district of a town in Sejong are empty texts. The word index, `article_search`, is a virtual table.
A delivery has no foreign key to its chat; `storage.ledger.deliveries.belongs_to_chat` finds a chat's rows.
"""

from storage.schema.alerts import alert_is_open, alert_match, alert_message, keyword_alert
from storage.schema.announcements import announcement, announcement_is_open, announcement_message
from storage.schema.base import metadata
from storage.schema.chats import channel, chat, obstacle, prompt, refusal, schedule, subscription, topic
from storage.schema.content import (
    ARTICLE_SEARCH,
    article,
    article_origin,
    asked_search,
    is_new_since,
    newest_first,
    newness,
    observation,
    picture,
    town,
)
from storage.schema.ledger import (
    DeliveryState,
    bulletin_text,
    delivery,
    delivery_count,
    in_flight,
    lease,
    message_in_flight,
    message_waits,
    restoration,
    waits,
    warning_message,
)
from storage.schema.outlook import (
    air_reading,
    air_station,
    forecast,
    forecast_day,
    forecast_hour,
    forecast_request,
    is_listed,
    service_call,
    warning_list,
    weather_warning,
)

__all__ = [
    "ARTICLE_SEARCH",
    "DeliveryState",
    "air_reading",
    "air_station",
    "alert_is_open",
    "alert_match",
    "alert_message",
    "announcement",
    "announcement_is_open",
    "announcement_message",
    "article",
    "article_origin",
    "asked_search",
    "bulletin_text",
    "channel",
    "chat",
    "delivery",
    "delivery_count",
    "forecast",
    "forecast_day",
    "forecast_hour",
    "forecast_request",
    "in_flight",
    "is_listed",
    "is_new_since",
    "keyword_alert",
    "lease",
    "message_in_flight",
    "message_waits",
    "metadata",
    "newest_first",
    "newness",
    "observation",
    "obstacle",
    "picture",
    "prompt",
    "refusal",
    "restoration",
    "schedule",
    "service_call",
    "subscription",
    "topic",
    "town",
    "waits",
    "warning_list",
    "warning_message",
    "weather_warning",
]

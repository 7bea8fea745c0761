"""Tables, as the newest migration leaves them.

Times are UTC; local days and wall-clock times are text. `thread_id` is a forum topic, 0 for none; an unknown address of
an article and the district of a town in Sejong are empty texts. The word index, `article_search`, is a table of a
dialect (`storage.dialects.article_index`).
A delivery has no foreign key to its chat; `storage.ledger.deliveries.belongs_to_chat` finds a chat's rows.
"""

from storage.schema.alerts import alert_is_open, alert_match, alert_message, keyword_alert
from storage.schema.announcements import announcement, announcement_is_open, announcement_message
from storage.schema.base import metadata
from storage.schema.chats import (
    bot_account,
    channel,
    chat,
    is_refused,
    obstacle,
    prompt,
    refusal,
    refused_chat,
    schedule,
    subscription,
    topic,
)
from storage.schema.content import (
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
from storage.schema.operations import added_feed, bulletin_pause, operator_menu, paused_source, told_notice
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
    "DeliveryState",
    "added_feed",
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
    "bot_account",
    "bulletin_pause",
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
    "is_refused",
    "keyword_alert",
    "lease",
    "message_in_flight",
    "message_waits",
    "metadata",
    "newest_first",
    "newness",
    "observation",
    "obstacle",
    "operator_menu",
    "paused_source",
    "picture",
    "prompt",
    "refusal",
    "refused_chat",
    "restoration",
    "schedule",
    "service_call",
    "subscription",
    "told_notice",
    "topic",
    "town",
    "waits",
    "warning_list",
    "warning_message",
    "weather_warning",
]

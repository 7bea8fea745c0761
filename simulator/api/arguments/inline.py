"""Arguments of the methods that answer inline queries and web apps."""

from typing import Annotated

from simulator.api.arguments.base import Arguments
from simulator.world import fields, inline


class AnswerInlineQuery(Arguments):
    """Arguments of answerInlineQuery; `cache_time` in seconds."""

    inline_query_id: str = ""
    results: inline.Results = ()
    cache_time: Annotated[fields.Integer, fields.clamped(0, 86_400)] = 300
    is_personal: fields.Flag = False
    next_offset: str = ""
    button: inline.AnyResultsButton = None
    # The older names of what `button` says.
    switch_pm_text: str = ""
    switch_pm_parameter: str = ""


class AnswerWebAppQuery(Arguments):
    """Arguments of answerWebAppQuery."""

    web_app_query_id: str = ""
    result: inline.AnyResult = None

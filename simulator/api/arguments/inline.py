"""Arguments of the methods that answer inline queries and web apps."""

from typing import Annotated

from pydantic import Field

from simulator.api.arguments.base import Arguments
from simulator.world import fields, inline


class AnswerInlineQuery(Arguments):
    """Arguments of answerInlineQuery; `cache_time` in seconds."""

    inline_query_id: str
    results: Annotated[list[inline.Result], fields.PARSE_JSON]
    cache_time: Annotated[fields.Integer, Field(ge=0)] = 300
    is_personal: fields.Flag = False
    next_offset: str = ""
    button: Annotated[inline.ResultsButton | None, fields.PARSE_JSON] = None


class AnswerWebAppQuery(Arguments):
    """Arguments of answerWebAppQuery."""

    web_app_query_id: str
    result: Annotated[inline.Result, fields.PARSE_JSON]

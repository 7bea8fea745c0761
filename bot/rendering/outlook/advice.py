"""Advice as text."""

from collections.abc import Collection, Sequence

from bot.i18n.translator import N_, Translator
from bot.weather.advice import Advice

_TEXTS = {
    Advice.UMBRELLA: N_("take an umbrella"),
    Advice.SNOW: N_("mind the snow"),
    Advice.ICE: N_("it may be icy"),
    Advice.HEAT: N_("mind the heat"),
    Advice.SEVERE_COLD: N_("bitterly cold: wrap up"),
    Advice.WARM_CLOTHES: N_("dress warmly"),
    Advice.FROST: N_("below freezing"),
    Advice.COAT: N_("cool later: take a jacket"),
    Advice.MASK: N_("wear a mask"),
}


def advice_texts(advice: Sequence[Advice], wanted: Collection[Advice], limit: int, tr: Translator) -> list[str]:
    """Return at most `limit` of the wanted pieces of advice, the most urgent first."""
    return [tr.plain(_TEXTS[one]) for one in advice if one in wanted][:limit]

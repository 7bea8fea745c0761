"""The files in deploy/, and the table of metrics, compared with the metrics of the code."""

import json
import re
from pathlib import Path

import pytest

from bot.inbound.chat_queue import Purpose
from bot.monitoring.metrics import Cache, CallError, DeliveryResult, Kind, Lookup, Metrics, Stored

ROOT = Path(__file__).parents[1]
ALERTS = ROOT / "deploy" / "alerts.yml"
DASHBOARD = ROOT / "deploy" / "grafana.json"
VALUES: dict[str, set[str]] = {
    "kind": set(Kind),
    "error": set(CallError),
    "cache": set(Cache),
    "purpose": {one.value for one in Purpose},
    "content": set(Stored),
    "result": {*DeliveryResult, *Lookup},
}
NAME = re.compile(r"\b(?:jogan|process)_[a-z_]+")
MATCHER = re.compile(r'(\w+)=~?"([^"]*)"')


def series() -> dict[str, frozenset[str]]:
    """Return the labels of each series that a scrape may have, by its name."""
    metrics = Metrics()
    found: dict[str, frozenset[str]] = {}
    for family in metrics.registry.collect():
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
        kept = [one for one in vars(metrics).values() if getattr(one, "_name", None) == family.name]
        labels = frozenset(kept[0]._labelnames) if kept else frozenset()  # noqa: SLF001 - nothing public has them
        found |= {f"{family.name}{suffix}": labels for suffix in suffixes}
    return found


def expressions() -> list[str]:
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    # Without a library for YAML: an expression is a line, or the indented lines below `expr: |`.
    rules = re.findall(r"^ +expr: (?:\|\n((?: {10,}.*\n)+)|(.*)\n)", ALERTS.read_text("utf-8"), re.MULTILINE)
    return asked + [block or line for block, line in rules]


@pytest.mark.parametrize("expression", expressions())
def test_dashboard_and_alerts_ask_for_metrics_that_exist(expression: str) -> None:
    names = set(NAME.findall(expression))
    assert names or "up{" in expression
    assert names <= series().keys()
    labels = {"le", "job", *(label for name in names for label in series()[name])}
    for label, wanted in MATCHER.findall(expression):
        assert label in labels
        assert label == "job" or set(wanted.split("|")) <= VALUES[label]
    for group in re.findall(r"by \(([^)]*)\)", expression):
        assert set(group.split(", ")) <= labels


def test_there_are_rules_and_panels() -> None:
    assert ALERTS.read_text("utf-8").count("- alert: ") == ALERTS.read_text("utf-8").count(" expr: ") == 11
    assert len(expressions()) > 25


def test_every_metric_is_documented_with_its_labels() -> None:
    rows = re.findall(
        r"^\| `(jogan_\w+)` \|([^|]*)\|", (ROOT / "docs" / "operation.md").read_text("utf-8"), re.MULTILINE
    )
    documented = {name: frozenset(re.findall(r"`(\w+)`", labels)) for name, labels in rows}
    ours = {
        re.sub("_(bucket|count|sum)$", "", name): labels
        for name, labels in series().items()
        if name.startswith("jogan_")
    }
    assert documented == ours | {"jogan_build_info": frozenset({"version", "python"})}

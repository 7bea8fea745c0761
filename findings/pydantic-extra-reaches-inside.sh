#!/usr/bin/env bash
# The argument `extra` of a validation replaces the setting of every nested model.
#
# Version:   pydantic 2.13.5
# A guess:   `validate_python(…, extra="forbid")` decides about the outer object; a nested model that says
#            `extra="allow"` in its own configuration keeps doing so.
# Behaviour: The argument wins everywhere below. "forbid" refuses a field that the nested model allows, and "ignore"
#            drops it without a word, although the nested model was written to keep it.
# Matters:   A nested model for open data (settings of a plugin, fields of a newer API) loses them as soon as a caller
#            passes `extra` for the outer object. Where that must not happen, check the outer names by hand.
# Output:
#   without: inner=Inner(name='a', more=1)
#   ignore:  inner=Inner(name='a')
#   forbid:  inner.more extra_forbidden
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pydantic==2.13.5
"$folder/venv/bin/python" - <<'PYTHON'
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class Inner(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Outer(BaseModel):
    inner: Inner


adapter = TypeAdapter(Outer)
given = {"inner": {"name": "a", "more": 1}}
kept = adapter.validate_python(given)
dropped = adapter.validate_python(given, extra="ignore")
print("without:", kept)
print("ignore: ", dropped)
assert kept.inner.model_extra == {"more": 1}
assert not dropped.inner.model_extra
try:
    adapter.validate_python(given, extra="forbid")
except ValidationError as error:
    (first,) = error.errors()
    print("forbid: ", ".".join(map(str, first["loc"])), first["type"])
    assert (first["loc"], first["type"]) == (("inner", "more"), "extra_forbidden")
else:
    raise AssertionError("the nested model's own setting counts now")
PYTHON

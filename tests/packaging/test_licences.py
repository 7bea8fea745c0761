"""The licences of everything that Jogan needs at run time, read from the metadata of the installed packages."""

import re
from importlib.metadata import Distribution

from tests.packaging.dependencies import PROJECT, ROOT, find_dependencies

PERMISSIVE = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CNRI-Python",
    "ISC",
    "MIT",
    "MIT-CMU",
    "OFL-1.1",
    "PSF-2.0",
}
"""Licences that ask for nothing but their text and the authors' names in copies."""

IN_OTHER_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
"""Licences as packages without an SPDX expression name them."""

LICENCE = re.compile(r"^License ::.*:: ([^:]+)$")


def read_licence(package: Distribution) -> str:
    """Return the licence as an SPDX expression, from the field for it, the older one, or a classifier."""
    metadata = package.metadata
    stated = [word for name in ("License-Expression", "License") for word in metadata.get_all(name) or ()]
    classified = [found[1] for line in metadata.get_all("Classifier") or () if (found := LICENCE.match(line))]
    words = [word for word in (*stated, *classified) if word != "Dual License"]
    return IN_OTHER_WORDS.get(words[0], words[0]) if words else ""


def is_permissive(expression: str) -> bool:
    """Return whether one of the alternatives of an SPDX expression consists of permissive licences only."""
    return any(set(one.split(" AND ")) <= PERMISSIVE for one in expression.split(" OR "))


def documented() -> dict[str, str]:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    _, _, section = text.partition("\n## Licences\n")
    return dict(re.findall(r"^\| ([a-z-]+) \| ([\w. -]+) \|", section, re.MULTILINE))


def test_every_licence_is_permissive_or_described() -> None:
    licences = {name: read_licence(one) for name, one in find_dependencies(PROJECT["optional-dependencies"]).items()}
    assert len(licences) > 50
    others = {name: licence for name, licence in licences.items() if not is_permissive(licence)}
    assert others == documented()


def test_the_licence_of_the_library_for_telegram_is_described() -> None:
    assert documented()["python-telegram-bot"] == "LGPL-3.0-only"

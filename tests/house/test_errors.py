"""Every trouble that a person can meet has its sentence, and every sentence gets the facts it needs."""

from __future__ import annotations

import ast

import pytest

from desktop_oms.words import LANGUAGES, say, table
from tests.house.source import PRODUCT, calls, files, first_text, place, refuse
from tests.house.test_words import facts_of

RAISED = {"OmsError", "Refused", "Refusal"}


def test_every_error_and_refusal_has_a_sentence() -> None:
    missing = [f"{where} {code}" for where, code, _ in _troubles() if f"error.{code}" not in table()]
    refuse(missing)


def test_every_sentence_of_an_error_gets_its_facts() -> None:
    lacking = []
    for where, code, facts in _troubles():
        if facts is not None and f"error.{code}" in table():
            needed = facts_of(table()[f"error.{code}"][0]) - facts
            if needed:
                lacking.append(f"{where} {code} lacks {sorted(needed)}")
    refuse(lacking)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_can_be_said(language: str) -> None:
    for key, (chinese, _) in table().items():
        if key.startswith("error."):
            assert say(key, language, **dict.fromkeys(facts_of(chinese), 2))


def _troubles() -> list[tuple[str, str, set[str] | None]]:
    """Place, code and names of the facts (None where they come from elsewhere) of every error named by a literal."""
    found = []
    for path in files(*PRODUCT):
        for name, call in calls(path):
            code = first_text(call)
            if name in RAISED and code is not None:
                found.append((place(path, call), code, _facts(name, call)))
    return found


def _facts(name: str, call: ast.Call) -> set[str] | None:
    names: list[str | None] = [word.arg for word in call.keywords]
    if name == "Refusal":
        values = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "facts")]
        names = []
        for value in values:
            if not isinstance(value, ast.Dict):
                return None
            names += [key.value if isinstance(key, ast.Constant) else None for key in value.keys]
    return None if None in names else {str(given) for given in names}

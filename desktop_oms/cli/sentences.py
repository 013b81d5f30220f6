"""Errors and refusals as sentences: the facts they carry are codes of the program and are put into words here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Role
from desktop_oms.formats import money
from desktop_oms.words import say, table

Facts = Mapping[str, object]
FILLED_IN = frozenset({"error.field_missing", "error.field_too_long"})
PARTS = frozenset({"name", "phone", "city", "street"})


def sentence(error: OmsError, language: str) -> str:
    """What went wrong, in one sentence; a code without words is shown as it is rather than hidden."""
    return worded(f"error.{error.code}", error.facts, language)


def worded(key: str, facts: Facts, language: str) -> str:
    """The words of a key with its facts in words too."""
    if key not in table():
        return key.partition(".")[2] or key
    told = {name: _fact(name, value, facts, language) for name, value in facts.items()}
    if key in FILLED_IN:
        told["field"] = word(f"field.{facts['field']}", language, str(facts["field"]))
    return say(key, language, **told)


def word(key: str, language: str, other: str = "") -> str:
    """The word of a key, or `other` (the key's last part if empty) where there is none."""
    return say(key, language) if key in table() else other or key.rpartition(".")[2]


def address_parts(parts: Iterable[str], language: str) -> str:
    """Parts of an address in words: phone, city."""
    return say("cli.list_comma", language).join(word(f"address_part.{part}", language) for part in parts)


def _fact(name: str, value: object, facts: Facts, language: str) -> object:
    if name == "amount" and isinstance(value, int) and "currency" in facts:
        return money(value, str(facts["currency"]), language)
    if name in _SAID and isinstance(value, str):
        return _SAID[name](value, facts, language)
    return value


def _state(value: str, facts: Facts, language: str) -> str:
    return word(f"state.{facts.get('machine', '')}.{value}", language, value)


def _roles(value: str, _facts: Facts, language: str) -> str:
    known = {str(role): role.name.lower() for role in Role}
    return say("cli.list_comma", language).join(word(f"role.{known.get(letter, letter)}", language) for letter in value)


def _kind(value: str, _facts: Facts, language: str) -> str:
    return word(f"task.{value}", language, word(f"case_kind.{value}", language, value))


def _detail(value: str, _facts: Facts, language: str) -> str:
    """What an address lacks is told by its parts; any other detail is the shop's or a person's own text."""
    return address_parts(value.split(","), language) if all(part in PARTS for part in value.split(",")) else value


def _of(group: str) -> Callable[[str, Facts, str], str]:
    return lambda value, _facts, language: word(f"{group}.{value}", language, value)


_SAID: dict[str, Callable[[str, Facts, str], str]] = {
    "detail": _detail,
    "event": _of("event"),
    "machine": _of("machine"),
    "part": _of("address_part"),
    "shape": _of("shape"),
    "state": _state,
    "roles": _roles,
    "kind": _kind,
    "platform": _of("channel_kind"),
}

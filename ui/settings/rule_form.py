"""The form of a routing rule, and its condition in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_oms.domain.catalogue import Rule
from desktop_oms.services.routing import KEYS, KINDS, named_condition
from desktop_oms.services.shop_state import SetupState
from ui.shared.buttons import CheckBox
from ui.shared.form import Form
from ui.shared.forms import Choice, TextField
from ui.shared.messages import Words

ANY = "*"
TYPED = ("province", "country", "currency")


def rule_form(words: Words, one: Rule | None, state: SetupState, categories: Sequence[str]) -> Form:
    """A rule, empty or as it stands; what is left at "any" limits nothing."""
    form, condition = Form(words, 2), one.condition if one else {}
    form.add(
        "rule_name",
        TextField("settings.field.rule_name", words("settings.rule_name"), one.name if one else ""),
        wide=True,
    )
    kinds = [(kind, words(f"settings.choose_{kind}")) for kind in KINDS]
    form.add("rule_kind", _choice(words, "rule_kind", kinds, one.kind if one else "warehouse"))
    houses = [(house.code, house.name) for house in state.warehouses if house.active]
    warehouse = _choice(words, "warehouse", houses, str(condition.get("warehouse") or (houses[0][0] if houses else "")))
    form.add("warehouse", warehouse, words("settings.warehouse_hint"))
    rows = {
        "merchant_id": [(str(seller.id), seller.name) for seller in state.sellers],
        "channel_id": [(str(channel.id), channel.name) for channel in state.channels],
        "category": [(name, name) for name in categories],
    }
    for name, choices in rows.items():
        every = [(ANY, words("settings.any")), *choices]
        form.add(name, _choice(words, name, every, str(condition.get(name) or ANY)))
    for name in TYPED:
        field = TextField(f"settings.field.{name}", words(f"settings.{name}"), str(condition.get(name, "")))
        field.setPlaceholderText(words("settings.any"))
        form.add(name, field)
    check = CheckBox("settings.field.active", words("settings.rule_active"))
    check.setChecked(one is None or one.active)
    form.add_check("active", check)
    return form


def _choice(words: Words, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> Choice:
    return Choice(f"settings.field.{name}", words(f"settings.{name}"), choices, chosen)


def condition_of(told: Mapping[str, str]) -> dict[str, object]:
    """What the form says, as the rule keeps it: keys of rows are numbers, what is left open is not there."""
    kept: dict[str, object] = {}
    for name in ("warehouse", *KEYS, "category", *TYPED):
        value = told[name]
        if value in ("", ANY):
            continue
        kept[name] = int(value) if name in KEYS else value
    return kept


def condition_words(words: Words, rule: Rule, state: SetupState) -> str:
    """For which orders a rule speaks."""
    told = [
        words("settings.condition_is", what=words(f"settings.{name}"), value=value)
        for name, value in named_condition(rule, state)
    ]
    return words("settings.comma").join(told) or words("settings.every_order")

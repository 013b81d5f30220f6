"""The table of events has its page, its words, and its arguments."""

from __future__ import annotations

import pytest

from desktop_oms.domain.arguments import ARGUMENTS, MISSING, SHAPES, names, problem
from desktop_oms.domain.cases import KINDS
from desktop_oms.domain.holds import STILL
from desktop_oms.domain.machines import MACHINES, TABLE, states_of
from desktop_oms.domain.roles import Role
from desktop_oms.words import table
from tests.domain.events_page import PAGE, page
from tests.domain.shop import Shop


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.domain.events_page"


def test_every_argument_belongs_to_an_event_and_has_a_known_shape() -> None:
    assert set(ARGUMENTS) <= set(TABLE)
    assert {one.shape for many in ARGUMENTS.values() for one in many} <= set(SHAPES)


def test_every_code_of_the_table_has_a_word() -> None:
    wanted = {f"event.{name}" for name in TABLE} | {f"machine.{machine}" for machine in MACHINES}
    wanted |= {f"state.{machine}.{state}" for machine in MACHINES for state in states_of(machine)}
    wanted |= {f"case_kind.{kind}" for kind in KINDS} | {f"role.{role.name.lower()}" for role in Role}
    wanted |= {f"shape.{shape}" for shape in SHAPES} | {f"error.{code}" for code in MISSING}
    assert wanted <= set(table())


def test_every_kind_of_task_says_what_solves_it() -> None:
    kinds = {key.partition(".")[2] for key in table() if key.startswith("task.")}
    assert kinds == {key.partition(".")[2] for key in table() if key.startswith("task_help.")}
    assert set(STILL) <= kinds


@pytest.mark.parametrize(
    ("event", "args", "code"),
    [
        ("order.cancel", {"reason": 3}, "argument_not_valid"),
        ("order.cancel", {"why": "x"}, "argument_unknown"),
        ("order.confirm", {"backorder": 1}, "argument_not_valid"),
        ("order.confirm", {"backorder": True}, ""),
        ("order.amend", {"add": [{"sku_id": "1"}]}, "argument_not_valid"),
        ("order.amend", {"address": {"name": 1}}, "argument_not_valid"),
        ("case.request", {"lines": {"1": 1}}, "argument_not_valid"),
        ("case.request", {"lines": {1: True}}, "argument_not_valid"),
        ("case.request", {"lines": {1: 1}, "sku_id": None}, ""),
        ("case.receive", {"lines": {1: {"sellable": "x"}}}, "argument_not_valid"),
        ("payment.capture", {"amount": "10"}, "argument_not_valid"),
        ("order.unconfirm", {"reason": "any event may say why"}, ""),
    ],
)
def test_arguments_of_the_wrong_shape_are_refused(event: str, args: dict[str, object], code: str) -> None:
    found = problem(event, args)
    assert (found.code if found else "") == code


def test_a_command_checks_its_arguments_before_any_guard() -> None:
    shop = Shop().paid()
    assert shop.refused("S", "order.confirm", backorder="yes") == "argument_not_valid"
    assert shop.refused("S", "order.confirm", hurry=True) == "argument_unknown"


def test_a_text_of_more_than_two_thousand_characters_is_a_shops_only() -> None:
    shop = Shop().paid()
    assert shop.refused("S", "order.amend", packing_note="x" * 2_001) == "field_too_long"
    assert shop.refused("S", "order.amend", address={"street": "x" * 2_001}) == "field_too_long"
    shop.do("S", "order.amend", packing_note="x" * 2_000)
    assert len(shop.order.packing_note) == 2_000


def test_needed_arguments_are_named_first() -> None:
    assert names("parcel.label")[0] == "waybill"
    assert names("order.pay") == ()

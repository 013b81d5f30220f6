"""Deadlines and limits: set one by one, checked against one declaration, refused in words."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.limits import LIMITS, UNITS
from desktop_oms.domain.roles import Policy
from desktop_oms.formats import explain

BEYOND = [(limit.name, str(limit.highest + 1)) for limit in LIMITS if limit.unit != "yes_no"]


def test_the_policy_as_it_comes_is_within_every_limit() -> None:
    for limit in LIMITS:
        limit.check(limit.value(Policy()))
        assert limit.read(limit.written(limit.value(Policy()))) == limit.value(Policy())


def test_one_is_set_and_the_others_stay(app: App) -> None:
    boss, before = app.people.actor("boss"), app.limits.values()
    app.limits.set(boss, "pay_window", app.limits.read("pay_window", "30"))
    app.limits.set(boss, "refund_limit_reviewer", app.limits.read("refund_limit_reviewer", "99.5"))
    app.limits.set(boss, "single_operator", 1)
    after = app.limits.values()
    assert {name: after[name] for name in after if after[name] != before[name]} == {
        "pay_window": 30 * UNITS["minutes"],
        "refund_limit_reviewer": 9950,
        "single_operator": 1,
    }
    assert app.setup.policy().refund_limits["R"] == 9950
    assert app.setup.policy().single_operator is True


def test_the_next_command_knows_a_new_limit(app: App) -> None:
    app.database.read(app.worlds.standing)
    app.limits.set(app.people.actor("boss"), "return_window", 5 * UNITS["days"])
    assert app.database.read(app.worlds.standing).policy.return_window == 5 * UNITS["days"]


@pytest.mark.parametrize(("name", "given"), BEYOND)
def test_nothing_beyond_the_range_is_taken(app: App, name: str, given: str) -> None:
    with pytest.raises(OmsError, match="limit_out_of_range") as trouble:
        app.limits.read(name, given)
    assert trouble.value.facts["field"] == name
    for language in ("zh_CN", "en"):
        assert str(trouble.value.facts["highest"]) in explain(trouble.value.code, trouble.value.facts, language)


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("pay_window", "soon", "limit_not_read"),
        ("pay_window", "1.5", "limit_not_read"),
        ("pay_window", "-3", "limit_out_of_range"),
        ("refund_limit_manager", "1.234", "limit_not_read"),
        ("single_operator", "maybe", "limit_not_read"),
        ("colour", "1", "limit_unknown"),
    ],
)
def test_what_cannot_be_read_is_said(app: App, name: str, given: str, code: str) -> None:
    with pytest.raises(OmsError, match=code):
        app.limits.read(name, given)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("quality_window", 6 * UNITS["days"], "quality_window_short"),
        ("refund_limit_manager", 49_999, "manager_limit_low"),
        ("undo_delay", 1_500, "limit_not_whole"),
        ("undo_delay", -1_000, "limit_out_of_range"),
    ],
)
def test_what_does_not_fit_together_is_refused(app: App, name: str, value: int, code: str) -> None:
    before = app.limits.values()
    with pytest.raises(OmsError, match=code):
        app.limits.set(app.people.actor("boss"), name, value)
    assert app.limits.values() == before


@pytest.mark.parametrize("login", ["desk", "clerk", "reviewer", "cashier"])
def test_only_managers_set_limits(app: App, login: str) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        app.limits.set(app.people.actor(login), "pay_window", 30 * UNITS["minutes"])

"""People, their roles and their places of work."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Role
from tests.services.conftest import FORM


def test_an_actor_bears_the_roles_and_the_station(app: App) -> None:
    clerk = app.people.actor("Clerk", "pack-1")
    assert clerk.roles == {Role.CLERK}
    assert clerk.station == "pack-1"
    assert clerk.station_id == app.people.actor("clerk2", "pack-1").station_id


def test_a_station_can_be_given_a_name(app: App) -> None:
    app.people.station("pc-0815", "打包一号台")
    assert app.people.actor("clerk", "pc-0815").station == "打包一号台"
    assert [station.name for station in app.people.stations()] == ["打包一号台"]


def test_an_unknown_user_is_told_who_exists(app: App) -> None:
    with pytest.raises(OmsError) as trouble:
        app.people.actor("nobody")
    assert trouble.value.code == "user_unknown"
    assert trouble.value.facts["known"] == "boss, cashier, clerk, clerk2, desk, reviewer, reviewer2"


def test_who_left_may_no_longer_act(app: App) -> None:
    boss = app.people.actor("boss")
    app.people.set_active(boss, "clerk", False)
    with pytest.raises(OmsError, match="user_inactive"):
        app.people.actor("clerk")


def test_an_administrator_always_remains(app: App) -> None:
    boss = app.people.actor("boss")
    with pytest.raises(Refused, match="last_admin"):
        app.people.set_active(boss, "boss", False)
    with pytest.raises(Refused, match="last_admin"):
        app.people.set_roles(boss, "boss", "S")
    assert app.people.actor("boss").may(frozenset({Role.ADMIN}))


def test_roles_are_letters_of_the_table(app: App) -> None:
    boss = app.people.actor("boss")
    assert app.people.set_roles(boss, "clerk", "k, s").roles == "SK"
    with pytest.raises(OmsError, match="roles_unknown"):
        app.people.set_roles(boss, "clerk", "Y")
    with pytest.raises(Refused, match="not_your_role"):
        app.people.set_roles(app.people.actor("clerk"), "clerk", "SK")


def test_alone_one_need_not_say_who_one_is(bare_app: App) -> None:
    bare_app.setup.create(FORM)
    assert bare_app.people.only_actor().name == "boss"


def test_with_several_people_one_must_say_who_acts(app: App) -> None:
    with pytest.raises(OmsError, match="user_needed"):
        app.people.only_actor()

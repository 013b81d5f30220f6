"""`settings` and `user`: limits and people by the command line."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_a_limit_is_shown_set_and_refused_beyond_its_range(shop: Shell) -> None:
    assert "pay_window" in shop.ok("settings show").out
    assert shop.ok("settings set pay_window 30").out == "Time to pay: 30\n"
    told = {one["name"]: one["value"] for one in shop.ok("settings show --json").data["settings"]}
    assert (told["pay_window"], told["single_operator"]) == ("30", "no")
    assert shop.refused("settings set pay_window 4") == "limit_out_of_range"
    assert shop.refused("settings set pay_window soon") == "limit_not_read"
    assert shop.refused("settings set colour 4") == "limit_unknown"
    assert shop.refused("settings set quality_window 1") == "quality_window_short"


def test_people_are_added_changed_and_listed(shop: Shell) -> None:
    shop.ok("user add mei --user 梅婷 --roles KS --as boss")
    assert "mei" in shop.ok("user list").out
    assert shop.ok("user change mei --active no --as boss").out == "The user mei is kept (SK)\n"
    users = {one["login"]: one for one in shop.ok("user list --json").data["users"]}
    assert (users["mei"]["active"], users["mei"]["name"]) == (False, "梅婷")
    assert shop.refused("user change boss --roles S --as boss") == "last_admin"
    assert shop.refused("user change nobody --roles S --as boss") == "user_unknown"
    assert shop.refused("user add mei --roles K --as boss") == "login_taken"

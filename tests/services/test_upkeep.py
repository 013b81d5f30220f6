"""Copies, restoring, bringing a database up, and whether everything adds up."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.app import App, build
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.upkeep import migrate, restore
from desktop_oms.storage.tables.order import orders
from tests.services.conftest import StandingClock, make_shop
from tests.services.orders import an_order, stocked, the_order


def a_file_shop(tmp_path: Path) -> App:
    make_shop(str(tmp_path / "own.sqlite"))
    return stocked(build(str(tmp_path / "own.sqlite"), now=StandingClock()))


def test_a_copy_is_put_back_and_what_was_there_is_kept(tmp_path: Path) -> None:
    shop = a_file_shop(tmp_path)
    order = the_order(shop, an_order("1"))
    copy = shop.upkeep.backup(tmp_path / "copy.sqlite")
    the_order(shop, an_order("2"))
    shop.close()
    safety = restore(copy, tmp_path / "own.sqlite")
    assert safety is not None
    back = build(tmp_path / "own.sqlite")
    assert [row.id for row in back.orders.page("all")] == [order.id]
    assert back.upkeep.reconcile(full=True) == []
    back.close()
    kept = build(safety)
    assert len(kept.orders.page("all")) == 2
    kept.close()


def test_a_copy_never_overwrites_a_file(tmp_path: Path) -> None:
    shop = a_file_shop(tmp_path)
    (tmp_path / "copy.sqlite").touch()
    with pytest.raises(OmsError, match="backup_exists"):
        shop.upkeep.backup(tmp_path / "copy.sqlite")
    shop.close()
    with pytest.raises(OmsError, match="backup_missing"):
        restore(tmp_path / "nothing.sqlite", tmp_path / "own.sqlite")


def test_one_copy_a_day_is_kept_beside_the_database(tmp_path: Path) -> None:
    shop = a_file_shop(tmp_path)
    first = shop.upkeep.daily()
    assert first == tmp_path / "backups" / "own-2026-11-21.sqlite"
    assert shop.upkeep.daily() is None
    shop.close()


def test_the_window_of_a_bench_takes_no_copy_of_a_server_home(
    shop_url: str, app: App, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKTOP_OMS_HOME", str(tmp_path))
    on_server = app.database.path is None
    if on_server:
        monkeypatch.setenv("PATH", str(request.getfixturevalue("postgres").binaries))
    made = {login: app.upkeep.daily_for(login) for login in ("", "clerk", "boss")}
    assert [login for login, copy in made.items() if copy] == (["boss"] if on_server else [""])


def test_a_current_database_is_left_alone(tmp_path: Path) -> None:
    a_file_shop(tmp_path).close()
    found = migrate(tmp_path / "own.sqlite")
    assert found.before == found.after
    with pytest.raises(OmsError, match="database_missing"):
        migrate(tmp_path / "nobody.sqlite")


def test_what_does_not_add_up_is_found(app: App) -> None:
    order = the_order(stocked(app), an_order())
    app.database.write(lambda conn: conn.execute(orders.update().values(work_stage="none")))
    found = app.upkeep.reconcile()
    assert [(one.invariant, one.subject) for one in found] == [("I9", order.number)]


def test_a_missing_database_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(OmsError, match="database_missing"):
        build(tmp_path / "nobody.sqlite", create=False)

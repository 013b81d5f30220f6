"""The sections of data: saved mappings, copies of the database, and what is sent to support."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.app import build
from desktop_oms.formats import with_password
from desktop_oms.words import say
from tests.ui.real_shop import Stage, press, rows, texts
from tests.ui.settings.hands import begun, dialog, line, opened, typed
from ui.settings.database_section import DatabaseSection
from ui.settings.profiles_section import ProfilesSection
from ui.settings.settings_page import SettingsPage
from ui.shared.dialogs import ConfirmDialog

# profiles


def test_a_profile_goes_to_a_file_is_removed_and_comes_back(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    boss = stage.app.people.actor("boss")
    stage.app.profiles.save(boss, "Wholesale", {"order_no": "No.", "sku": "Item"})
    page = opened(stage, "profiles")
    section = page.section()
    assert isinstance(section, ProfilesSection)
    assert rows(section.card.table) == [["Wholesale", "No., Item · Order number, SKU", "2"]]
    file = stage.app.profiles.write("Wholesale", tmp_path / "w.json")
    section.card.table.choose(0)
    press(qtbot, page, "settings.profile_remove")
    assert stage.app.profiles.all() == []
    assert say("settings.no_profiles", "en") in texts(section)
    section.take_in(file)
    assert len(rows(section.card.table)) == 1
    assert stage.room.toasts[-1] == 'The profile "Wholesale" was taken in'
    file.write_text('{"name": "Wholesale", "columns": {"sku": "Item"}}', encoding="utf-8")
    section.take_in(file)
    assert [len(one.columns) for one in stage.app.profiles.all()] == [1]
    assert stage.room.undo is not None
    stage.room.undo()
    assert [len(one.columns) for one in stage.app.profiles.all()] == [2]
    stage.app.profiles.save(boss, "Wholesale", {"sku": "Code"})  # in another window
    section.take_in(file)
    assert page.news()["error"] == page.words("error.profile_changed", profile="Wholesale")
    assert stage.app.importing.profiles() == {"Wholesale": {"sku": "Code"}}
    (tmp_path / "bad.json").write_text("no")
    section.take_in(tmp_path / "bad.json")
    assert page.news()["error"] == say("error.file_mapping_unreadable", "en")


# database


def database(stage: Stage, language: str = "en") -> tuple[SettingsPage, DatabaseSection]:
    page = opened(stage, "database", language)
    section = page.section()
    assert isinstance(section, DatabaseSection)
    return page, section


def test_a_copy_is_made_listed_and_never_written_over(stage: Stage, tmp_path: Path) -> None:
    stage.app.upkeep.daily()
    page, section = database(stage)
    assert len(rows(section.copies.table)) == 1
    section.copies.copy_to(tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").is_file()
    assert stage.room.toasts == [f"The copy is {tmp_path / 'copy.sqlite'}"]
    section.copies.copy_to(tmp_path / "copy.sqlite")
    assert "exists; a backup never overwrites" in page.news()["error"]


@pytest.mark.parametrize(("language", "numbers"), [("zh_CN", "有 0 个订单，现在有 0 个"), ("en", "holds 0 orders")])
def test_putting_a_copy_back_says_what_is_lost_first(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, numbers: str
) -> None:
    copy = stage.app.upkeep.backup(tmp_path / "copy.sqlite")
    stage.app.setup.add_warehouse(stage.app.people.actor("boss"), "Later", "LT")
    _page, section = database(stage, language)
    asked: list[str] = []

    def ask(_parent: QWidget, _question: str, consequence: str, *_others: str, danger: bool = True) -> bool:
        asked.append(consequence)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    section.copies.put_back(copy)
    assert numbers in asked[0]
    assert stage.room.reopened == []
    section.copies.put_back(copy)
    assert stage.room.reopened == [None]
    assert stage.room.between == say("settings.restored", language)
    again = build(tmp_path / "shop.sqlite")
    codes = [house.code for house in again.setup.state().warehouses]
    again.close()
    assert codes == ["SZ"]


def test_what_is_no_copy_is_refused_before_anything_is_asked(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("no database at all")
    page, section = database(stage)
    section.copies.put_back(tmp_path / "x.sqlite")
    assert "x.sqlite" in page.news()["error"]
    assert stage.room.reopened == []


def test_only_an_administrator_puts_a_copy_back(stage: Stage, tmp_path: Path) -> None:
    copy = stage.app.upkeep.backup(tmp_path / "copy.sqlite")
    stage.preferences.change(user="desk")
    page, section = database(stage)
    section.copies.put_back(copy)
    assert page.news()["error"] == '"Put a copy back" is for: admin.'


def test_reconcile_says_that_all_is_well_or_what_is_not(stage: Stage, qtbot: QtBot) -> None:
    page, section = database(stage)
    press(qtbot, page, "settings.reconcile")
    assert say("reconcile.nothing", "en") in texts(section)

    def spoil(conn) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        conn.exec_driver_sql("UPDATE stock_levels SET allocated = allocated + 1 WHERE on_hand > 20")

    stage.app.database.write(spoil)
    press(qtbot, page, "settings.reconcile_full")
    assert rows(section.sums.table)
    assert all(row[0] and row[1] for row in rows(section.sums.table))


def test_the_bundle_is_written_and_another_database_opened(
    stage: Stage, qtbot: QtBot, tmp_path: Path, postgres_url: str
) -> None:
    page, section = database(stage)
    section.bundle_to(tmp_path / "support.zip")
    assert (tmp_path / "support.zip").stat().st_size > 500
    press(qtbot, page, "settings.open_server")
    typed(line(dialog(page).form, "settings.field.address"), "mysql://x")
    assert dialog(page).form.row("address").error()
    form = dialog(page).form
    typed(line(form, "settings.field.address"), postgres_url.replace("postgres@", "nobody@"))
    assert "refused the login" in form.row("password").error()
    assert stage.room.reopened == []  # the shop that is open stays open
    begun(line(form, "settings.field.address"), postgres_url)
    typed(line(form, "settings.field.password"), "a b")
    assert stage.room.reopened == [with_password(postgres_url, "a b")]
    assert stage.preferences.settings.database == with_password(postgres_url, "a b")

"""The rules of the benches, packages and carriers in the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton

from tests.ui.real_shop import Stage, press, rows
from tests.ui.settings.hands import begun, dialog, line, opened, typed
from ui.settings.benches_section import BenchesSection
from ui.settings.settings_page import SettingsPage
from ui.shared.forms import NumberField


def section(page: SettingsPage) -> BenchesSection:
    found = page.section()
    assert isinstance(found, BenchesSection)
    return found


def test_a_rule_is_kept_when_its_field_is_left_and_can_be_taken_back(stage: Stage) -> None:
    at = section(opened(stage, "benches"))
    field = at.form.field("lease_minutes")
    assert isinstance(field, NumberField)
    assert field.value() == 20
    typed(field.lineEdit(), "45")
    assert stage.app.bench_settings.values().rules.lease_minutes == 45
    assert stage.room.undo is not None
    stage.room.undo()
    assert stage.app.bench_settings.values().rules.lease_minutes == 20
    assert field.value() == 20
    check = at.form.field("weigh")
    assert isinstance(check, QAbstractButton)
    check.click()
    assert stage.app.bench_settings.values().rules.weigh


def test_a_package_is_added_changed_and_removed(stage: Stage) -> None:
    page = opened(stage, "benches")
    at = section(page)
    press(stage.qtbot, page, "settings.add_package")
    form = dialog(page)
    line(form, "package.name").setText("BOX-S")
    typed(form.form.field("tare").lineEdit(), "90")  # type: ignore[attr-defined]
    assert [row[:2] for row in rows(at.packages.table)] == [["BOX-S", "90"]]
    at.packages.opened.emit(at.packages.rows[0].facts)
    form = dialog(page)
    typed(line(form, "package.measures"), "20×15×10 cm")
    assert rows(at.packages.table) == [["BOX-S", "90", "20×15×10 cm"]]
    at.packages.table.choose(0)
    at.remove_package.click()
    assert rows(at.packages.table) == []


def test_what_another_window_changed_is_not_overwritten(stage: Stage) -> None:
    page = opened(stage, "benches")
    at, settings = section(page), stage.app.bench_settings
    boss = stage.app.people.actor("boss")
    field = at.form.field("lease_minutes")
    assert isinstance(field, NumberField)
    settings.change(boss, lease_minutes=45)
    typed(field.lineEdit(), "30")
    assert settings.values().rules.lease_minutes == 45 == field.value()
    at.carriers.opened.emit(at.carriers.rows[0].facts)
    form, fleet = dialog(page), settings.values().carriers[0]
    settings.put_carrier(boss, replace(fleet, service="next day"), fleet)
    typed(line(form, "carrier.cut_off"), "18:00")
    assert form.refusal.text() == page.words("error.setting_changed")
    form.way_back.click()
    assert [row[2] for row in rows(at.carriers.table)] == ["next day"]


def test_a_field_that_has_the_keyboard_has_not_seen_what_came_meanwhile(stage: Stage) -> None:
    page = opened(stage, "benches")
    at, settings = section(page), stage.app.bench_settings
    lease, tolerance = at.form.field("lease_minutes"), at.form.field("tolerance_g")
    assert isinstance(lease, NumberField)
    assert isinstance(tolerance, NumberField)
    begun(lease.lineEdit(), "30")
    settings.change(stage.app.people.actor("boss"), tolerance_g=70)
    tolerance.setFocus()
    assert settings.values().rules.lease_minutes == 30
    typed(tolerance.lineEdit(), "35")
    assert settings.values().rules.tolerance_g == 70 == tolerance.value()
    assert page.news()["error"] == page.words("error.setting_changed")
    typed(tolerance.lineEdit(), "35")
    assert settings.values().rules.tolerance_g == 35


def test_the_usual_carrier_is_the_usual_one_again_when_its_removal_is_taken_back(stage: Stage) -> None:
    page = opened(stage, "benches")
    at = section(page)
    press(stage.qtbot, page, "settings.add_carrier")
    typed(line(dialog(page), "carrier.name"), "SF")
    first = at.carriers.rows[0].cells[0].text
    at.carriers.table.choose(0)
    at.remove_carrier.click()
    assert [row[0] for row in rows(at.carriers.table)] == ["SF"]
    assert stage.room.undo is not None
    stage.room.undo()
    assert [row[0] for row in rows(at.carriers.table)] == [first, "SF"]


@pytest.mark.parametrize(("language", "why"), [("zh_CN", "截单时间要写成"), ("en", "Write the cut-off time as")])
def test_a_cut_off_that_is_no_time_stays_in_its_form_with_the_reason(stage: Stage, language: str, why: str) -> None:
    page = opened(stage, "benches", language)
    at = section(page)
    at.carriers.opened.emit(at.carriers.rows[0].facts)
    form = dialog(page)
    typed(line(form, "carrier.cut_off"), "6 pm")
    assert form.form.row("cut_off").message.text().startswith(why)
    typed(line(form, "carrier.cut_off"), "18:00")
    assert [row[-1] for row in rows(at.carriers.table)] == ["18:00"]
    assert stage.app.bench_settings.values().carriers[0].cut_off == "18:00"

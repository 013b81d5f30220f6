"""A bench is set up at the bench: the sample is scanned, what was found is said, kept, and works at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_oms.domain.calibration import SAMPLE
from tests.services.shop_orders import CUP_CODE
from tests.ui.packing.conftest import OpenBench
from tests.ui.real_shop import leave
from tests.ui.shop_window import ShopWindow, SlowJobs
from ui.packing.set_up_dialog import SetUpDialog
from ui.shared.jobs import Lane


def set_up(bench: ShopWindow) -> SetUpDialog:
    bench.key(Qt.Key.Key_F3)
    found = bench.page().findChild(SetUpDialog)
    assert isinstance(found, SetUpDialog)
    return found


def type_into(dialog: SetUpDialog, code: str) -> None:
    for sign in code:
        QTest.keyClick(dialog.windowHandle(), sign)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)
    QApplication.processEvents()


def test_prefix_and_suffix_are_found_kept_and_taken_off_from_then_on(bench: ShopWindow) -> None:
    dialog = set_up(bench)
    assert dialog.told.text() == bench.says("packing.scan_sample_wait")
    type_into(dialog, f"~{SAMPLE}#")
    assert bench.says("packing.scanner_around", prefix="~", suffix="#") in dialog.more.text()
    dialog.keep.click()
    kept = bench.window.preferences.settings
    assert (kept.scanner_prefix, kept.scanner_suffix) == ("~", "#")
    bench.window.scanner.hold_ms = 400  # a busy machine may need long between two keys of a test
    bench.scan(f"~{bench.shop.order()}#", f"~{CUP_CODE}#")
    assert "1 / 3" in bench.shown("packing.band")


def test_another_code_changes_nothing_and_esc_leaves(bench: ShopWindow) -> None:
    dialog = set_up(bench)
    type_into(dialog, "SOMETHING ELSE")
    assert dialog.told.text() == bench.says("packing.sample_not_in_it", typed="SOMETHING ELSE")
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not bench.window.scanner.measuring
    assert bench.window.preferences.settings.scanner_prefix == ""


def test_sound_and_scale_are_chosen_and_the_scale_is_tried(bench: ShopWindow) -> None:
    dialog = set_up(bench)
    dialog.scale.setText("practice:1240")
    dialog.try_scale.click()
    assert dialog.scale_told.text() == bench.says("packing.scale_says", weight="1.24 kg")
    dialog.scale.setText("practice:1,silent")
    dialog.try_scale.click()
    assert dialog.scale_told.text() == bench.says("error.scale_silent")
    dialog.scale.setText("practice:1240")
    dialog.sound.setChecked(False)
    dialog.keep.click()
    kept = bench.window.preferences.settings
    assert (kept.scale, kept.sound) == ("practice:1240", "off")


def test_a_scale_is_asked_once_at_a_time_and_answers_no_dialog_that_is_gone(open_bench: OpenBench) -> None:
    jobs = SlowJobs(Lane.INTERACTIVE)
    bench = open_bench("en", jobs)
    dialog = set_up(bench)
    dialog.scale.setText("practice:1240")
    jobs.slow = True
    for _ in range(2):
        dialog.try_scale.click()
    assert len(jobs.held) == 1
    dialog.way_back.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    jobs.slow = False
    jobs.let_go()


def test_typing_an_address_is_no_sample(bench: ShopWindow, qtbot: QtBot) -> None:
    dialog = set_up(bench)
    dialog.scale.setFocus()
    type_into(dialog, "COM3")
    qtbot.waitUntil(lambda: dialog.scale.text() == "COM3")
    assert dialog.told.text() == bench.says("packing.scan_sample_wait")
    leave(dialog)

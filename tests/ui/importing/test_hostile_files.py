"""Whatever a file holds, the window says what is wrong with each row, and no good row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.cli.test_import import BAD_ROWS, COLUMNS, GOOD, written
from tests.ui.importing.test_importing_page import board, opened
from tests.ui.real_shop import Stage, rows, texts
from ui.importing.importing_page import ImportingPage
from ui.orders.orders_page import OrdersPage

NOTES = ("=1+1", "<b onclick=x>粗</b> {0} %s && &amp;", "x'; DROP TABLE orders; --")


def checked(stage: Stage, page: ImportingPage, file: Path) -> None:
    """The file, looked through for the Taobao channel."""
    page.take_files([file])
    page.orders.mapping.channel.choose(str(stage.app.setup.state().channel("taobao").id))
    page.orders.check()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_bad_row_is_shown_with_its_reason_and_the_good_ones_come_in(
    stage: Stage, tmp_path: Path, language: str
) -> None:
    page = opened(stage, language)
    checked(stage, page, written(tmp_path, *(row.replace("G-9", f"H-{n}") for n, (_, row, _) in enumerate(BAD_ROWS))))
    plan = page.orders.plan
    assert plan is not None
    reasons = [refused.code for refused in sorted(plan.parsed.refused, key=lambda one: one.rows)]
    assert reasons == [code for _, _, code in BAD_ROWS]
    shown = [row for row in rows(board(page).table) if row[1] == page.words("import_result.refused")]
    assert [row[0] for row in shown] == [str(n) for n in range(3, 3 + len(BAD_ROWS))]
    assert all(row[-1] for row in shown)
    board(page).table.choose(0)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert stage.room.toasts == [page.words("importing.done", n=2)]
    assert {row.external_no for row in stage.app.orders.page("all")} == {"G-1", "G-2"}


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_shown_as_it_was_written_and_means_nothing(stage: Stage, tmp_path: Path, note: str) -> None:
    page = opened(stage)
    file = tmp_path / "orders.csv"
    file.write_text("\n".join([COLUMNS, GOOD.format(n=1) + note]), encoding="utf-8")
    checked(stage, page, file)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    desk = stage.show(OrdersPage)
    desk.show_subject("G-1")
    assert note in texts(desk)

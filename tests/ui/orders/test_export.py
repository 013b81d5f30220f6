"""What the list shows goes into a file, and the page says so; a search that cannot be meant says why in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage
from tests.ui.real_shop import texts
from ui.orders import export_desk
from ui.shared.notices import EmptyState


@pytest.mark.parametrize(("language", "head"), [("zh_CN", "订单号"), ("en", "Order")])
def test_what_is_shown_is_exported(
    desk: DeskStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, head: str
) -> None:
    path = tmp_path / "orders.csv"
    monkeypatch.setattr(export_desk, "table_to_save", lambda *_asked: path)
    page = desk.show(language)
    page.browser.search(f"number:{TO_PICK}")
    page.browser.toolbar.export_asked.emit()
    lines = path.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == [head, TO_PICK]
    assert page.exports.dialog is None
    page.browser.search("")
    row = page.browser.list.rows.row_at(5)
    assert row is not None
    page.browser.list.rows.check([row.id])
    page.browser.toolbar.export_asked.emit()
    assert path.read_text("utf-8-sig").splitlines()[1].startswith(TO_AUDIT)


@pytest.mark.parametrize(
    ("language", "why"), [("zh_CN", "“dancing”不认识"), ("en", '"dancing" in "status:dancing" is not known')]
)
def test_a_search_that_cannot_be_meant_says_why(desk: DeskStage, language: str, why: str) -> None:
    page = desk.show(language)
    page.browser.search("status:dancing")
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert any(why in text for text in texts(empty))

"""What the list shows goes into a file, and the page says so; a search that cannot be meant says why in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.services import finding
from desktop_oms.services.found import Counted, Found
from desktop_oms.storage import search_walk
from desktop_oms.words import LANGUAGES, say
from tests.ui.orders.conftest import TO_AUDIT, TO_PICK, DeskStage
from tests.ui.real_shop import texts
from ui.orders import export_desk, hits
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_looked_at_is_counted_told_and_exported(
    desk: DeskStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    path = tmp_path / "orders.csv"
    monkeypatch.setattr(export_desk, "table_to_save", lambda *_asked: path)
    monkeypatch.setattr(search_walk, "STEP", 1)
    monkeypatch.setattr(finding, "MOST_LOOKED", 2)
    page = desk.show(language)
    page.browser.search("total:1..")
    told = say("orders.found_among", language, count=2, whole=6, looked=2)
    assert (page.browser.toolbar.what.text(), page.browser.hits.number) == (told, 6)
    page.browser.toolbar.export_asked.emit()
    assert len(path.read_text("utf-8-sig").splitlines()) == 7
    page.browser.search("total:..0")
    assert page.browser.toolbar.what.text() == say("orders.found_nowhere", language)
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert say("search.looked_none_advice", language) not in texts(empty)
    monkeypatch.setattr(hits, "COUNTING_SECONDS", 0)
    page.browser.search("total:2..")
    assert page.browser.toolbar.what.text() == say("search.looked", language, n=2, count=2, looked=2)
    assert page.browser.hits.number is None


@pytest.mark.parametrize(
    ("found", "counted", "kind"),
    [
        (Found((), more=True), Counted(5), "found_of"),
        (Found((), more=True), Counted(5, whole=False), "found_at_least"),
        (Found((), looked=9), Counted(5), "found_among"),
        (Found((), looked=9), Counted(5, whole=False), "found_among_at_least"),
        (Found((), looked=9), Counted(0), "found_nowhere"),
    ],
)
def test_what_was_counted_is_told_as_far_as_it_was(found: Found, counted: Counted, kind: str) -> None:
    assert hits.kind_of(found, counted) == kind


@pytest.mark.parametrize(
    ("language", "why"), [("zh_CN", "“dancing”不认识"), ("en", '"dancing" in "status:dancing" is not known')]
)
def test_a_search_that_cannot_be_meant_says_why(desk: DeskStage, language: str, why: str) -> None:
    page = desk.show(language)
    page.browser.search("status:dancing")
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert any(why in text for text in texts(empty))

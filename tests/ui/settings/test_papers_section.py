"""Paper in the settings: kept when a field is left, drawn while one types, refused at the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_oms.documents import Logo
from tests.services.test_paper_settings import png
from tests.ui.real_shop import Stage
from tests.ui.settings.hands import begun, opened, typed
from ui.settings.papers_section import PATIENCE, PapersSection
from ui.shared import file_dialogs
from ui.shared.buttons import CheckBox


def section_of(stage: Stage, language: str = "en") -> PapersSection:
    section = opened(stage, "papers", language).section()
    assert isinstance(section, PapersSection)
    return section


def test_a_text_is_kept_when_its_field_is_left(stage: Stage) -> None:
    section = section_of(stage)
    typed(section.text_field("thanks"), "Thank you")
    assert stage.app.paper_settings.style().thanks == "Thank you"
    assert not section.text_field("thanks").isModified()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_paper_is_drawn_while_one_types_before_anything_is_kept(stage: Stage, language: str) -> None:
    section = section_of(stage, language)
    before = section.view.viewport().grab().toImage()
    field = section.text_field("store_name")
    field.setFocus()
    QTest.keyClicks(field, "A quite different name")
    QTest.qWait(PATIENCE + 100)
    assert section.view.viewport().grab().toImage() != before
    assert stage.app.paper_settings.style().store_name == ""


def test_switches_sizes_and_language_are_taken_at_once(stage: Stage) -> None:
    section = section_of(stage)
    prices = section.form.field("slip_prices")
    assert isinstance(prices, CheckBox)
    prices.click()
    for name, key in (("size_label", "76x130"), ("document_language", "en")):
        choice = section.choice(name)
        choice.choose(key)
        choice.activated.emit(choice.currentIndex())
    style = stage.app.paper_settings.style()
    assert (style.slip_prices, dict(style.sizes), style.document_language) == (True, {"label": "76x130"}, "en")


def test_a_wrong_prefix_stays_in_its_field_with_the_reason(stage: Stage) -> None:
    section = section_of(stage)
    typed(section.text_field("gs1_prefix"), "12")
    assert "12" in section.form.row("gs1_prefix").error()
    assert stage.app.paper_settings.style().gs1_prefix == ""


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(stage: Stage) -> None:
    page, paper = opened(stage, "papers"), stage.app.paper_settings
    section = page.section()
    assert isinstance(section, PapersSection)
    boss = stage.app.people.actor("boss")
    paper.change(boss, thanks="danke", mask_receiver=True)
    typed(section.text_field("thanks"), "thank you")
    assert paper.style().thanks == "danke"
    assert '"danke"' in page.news()["error"]
    assert section.text_field("thanks").text() == "thank you"
    mask = section.form.field("mask_receiver")
    assert isinstance(mask, CheckBox)
    assert mask.isChecked()
    typed(section.text_field("thanks"), "thank you")
    assert paper.style().thanks == "thank you"


def test_a_text_that_is_being_typed_is_not_taken_for_one_that_saw_what_came_meanwhile(stage: Stage) -> None:
    page, paper = opened(stage, "papers"), stage.app.paper_settings
    section, boss = page.section(), stage.app.people.actor("boss")
    assert isinstance(section, PapersSection)
    begun(section.text_field("thanks"), "thank you")
    paper.change(boss, thanks="danke", return_policy="30 days")
    page.reload()
    section.text_field("store_name").setFocus()
    assert paper.style().thanks == "danke"
    assert section.text_field("thanks").text() == "thank you"
    assert '"danke"' in page.news()["error"]
    begun(section.text_field("return_policy"), "a week")
    paper.change(boss, return_policy="60 days")
    section.choice("size_label").activated.emit(section.choice("size_label").currentIndex())
    QTest.keyClick(section.text_field("return_policy"), Qt.Key.Key_Return)
    assert paper.style().return_policy == "60 days"
    QTest.keyClick(section.text_field("return_policy"), Qt.Key.Key_Return)
    assert paper.style().return_policy == "a week"


def test_a_logo_is_chosen_shown_and_removed(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section, paper = section_of(stage), stage.app.paper_settings
    (tmp_path / "logo.png").write_bytes(png("black"))
    monkeypatch.setattr(file_dialogs, "files_to_open", lambda *_asked: [tmp_path / "logo.png"])
    section.choose_logo.click()
    kept = paper.logo()
    assert kept is not None
    section.drop_logo.click()
    assert paper.logo() is None
    assert stage.room.undo is not None
    stage.room.undo()
    assert paper.logo() == kept


def test_a_logo_that_somebody_chose_meanwhile_stays(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, paper, boss = opened(stage, "papers"), stage.app.paper_settings, stage.app.people.actor("boss")
    section = page.section()
    assert isinstance(section, PapersSection)
    others: list[Logo | None] = []
    (tmp_path / "logo.png").write_bytes(png("black"))

    def choose(*_asked: object) -> list[Path]:
        others.append(paper.set_logo(boss, "", png("red")))  # while the dialog is open
        page.reload()
        return [tmp_path / "logo.png"]

    monkeypatch.setattr(file_dialogs, "files_to_open", choose)
    section.choose_logo.click()
    assert page.news()["error"] == page.words("error.setting_changed")
    assert [paper.logo()] == others
    section.drop_logo.click()
    assert paper.logo() is None


def test_both_samples_can_be_looked_at(stage: Stage) -> None:
    section = section_of(stage)
    for document, shape in (("slip", 148 / 210), ("label", 100 / 150)):
        section.document.choose(document)
        section.document.activated.emit(section.document.currentIndex())
        size = section.view.page_size()
        assert size.width() / size.height() == pytest.approx(shape, rel=0.01)

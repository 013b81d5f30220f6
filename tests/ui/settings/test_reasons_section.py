"""Hold reasons in the settings: added, said in other words and retired, and what is offered for a hold then."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_oms.domain.reasons import HOLD_REASONS
from desktop_oms.words import say
from tests.ui.real_shop import Stage, leave, press, rows, texts
from tests.ui.settings.hands import dialog, line, opened, typed
from ui.settings.reasons_section import ReasonsSection


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_reasons_are_added_renamed_and_retired(stage: Stage, qtbot: QtBot, language: str) -> None:
    page = opened(stage, "reasons", language)
    section, offered = page.section(), stage.app.hold_reasons.offered
    assert isinstance(section, ReasonsSection)
    assert say("settings.no_own_reasons", language) in texts(section)
    assert not section.retire.isVisible()
    assert rows(section.usual.table)[0] == [say("reason.buyer_asks", one) for one in ("zh_CN", "en")]
    press(qtbot, page, "settings.add_reason")
    dialog(page).form.fill({"reason_zh": "等赠品"})
    dialog(page).deed.click()
    assert dialog(page).form.row("reason_en").error() == say(
        "error.field_missing", language, field=say("settings.reason_en", language)
    )
    typed(line(dialog(page), "settings.field.reason_en"), "the gift")
    assert rows(section.card.table) == [["等赠品", "the gift"]]
    section.card.opened.emit(section.card.rows[0].facts)
    typed(line(dialog(page), "settings.field.reason_en"), "the gift is on its way")
    assert offered("en")[len(HOLD_REASONS) :] == [("the gift is on its way", "the gift is on its way")]
    section.card.table.choose(0)
    press(qtbot, page, "settings.retire_reason")
    assert offered(language) == [(code, say(f"reason.{code}", language)) for code in HOLD_REASONS]
    assert stage.room.undo is not None
    stage.room.undo()
    assert rows(section.card.table) == [["等赠品", "the gift is on its way"]]


def test_a_reason_that_there_is_already_is_refused_at_its_field(stage: Stage, qtbot: QtBot) -> None:
    stage.app.hold_reasons.add(stage.app.people.actor("boss"), "等赠品", "the gift")
    page = opened(stage, "reasons")
    press(qtbot, page, "settings.add_reason")
    dialog(page).form.fill({"reason_zh": "等货"})
    typed(line(dialog(page), "settings.field.reason_en"), "The Gift")
    assert dialog(page).form.row("reason_en").error() == 'There is a reason "The Gift" already.'
    leave(dialog(page))


def test_a_reason_changed_in_another_window_is_shown_before_it_is_retired_and_comes_back_to_its_place(
    stage: Stage, qtbot: QtBot
) -> None:
    reasons, boss = stage.app.hold_reasons, stage.app.people.actor("boss")
    for zh, en in (("等赠品", "gift"), ("等卡片", "card")):
        reasons.add(boss, zh, en)
    page = opened(stage, "reasons")
    section = page.section()
    assert isinstance(section, ReasonsSection)
    section.card.table.choose(0)
    reasons.rename(boss, "gift", "等赠品", "the gift")
    press(qtbot, page, "settings.retire_reason")
    assert page.news()["error"] == page.words("error.setting_changed")
    assert rows(section.card.table) == [["等赠品", "the gift"], ["等卡片", "card"]]
    section.card.table.choose(0)
    press(qtbot, page, "settings.retire_reason")
    assert rows(section.card.table) == [["等卡片", "card"]]
    assert stage.room.undo is not None
    stage.room.undo()
    assert rows(section.card.table) == [["等赠品", "the gift"], ["等卡片", "card"]]


def test_the_other_half_of_a_reason_is_not_written_over(stage: Stage) -> None:
    reasons, boss = stage.app.hold_reasons, stage.app.people.actor("boss")
    reasons.add(boss, "等赠品", "gift")
    page = opened(stage, "reasons")
    section = page.section()
    assert isinstance(section, ReasonsSection)
    section.card.opened.emit(section.card.rows[0].facts)
    reasons.rename(boss, "等赠品", "等赠品", "the gift")
    dialog(page).form.fill({"reason_zh": "等礼盒"})
    dialog(page).deed.click()
    assert page.words("error.setting_changed") in texts(dialog(page))
    assert reasons.own() == (("等赠品", "the gift"),)
    leave(dialog(page))

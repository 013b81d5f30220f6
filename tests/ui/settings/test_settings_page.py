"""The settings as they are shown: every section in both languages, changes kept at once, refusals at their field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.formats import explain
from desktop_oms.services.limits import LIMITS
from desktop_oms.words import say
from tests.ui.reachable import tab_order, unreachable
from tests.ui.real_shop import Stage, leave, press, rows, texts
from tests.ui.settings.hands import begun, dialog, line, opened, typed
from ui.settings.limits_section import CARDS, LimitsSection
from ui.settings.people_section import ROLES, PeopleSection
from ui.settings.routing_section import RoutingSection
from ui.settings.screen_section import ScreenSection
from ui.settings.section import Section
from ui.settings.sections import SECTIONS
from ui.settings.settings_page import SettingsPage
from ui.settings.stores_section import StoresSection
from ui.shared.buttons import CheckBox
from ui.shared.dialogs import ConfirmDialog
from ui.shared.forms import Choice, NumberField
from ui.shared.tokens import WINDOW_MINIMUM

NAMES = [spec.name for spec in SECTIONS]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_section_opens_in_both_languages_and_by_keyboard(stage: Stage, name: str, language: str) -> None:
    page = opened(stage, name, language)
    assert page.section().accessibleName() == say(f"settings.{name}", language)
    assert page.news() == {}
    assert unreachable(page) == []
    assert "queues" in tab_order(page)
    assert len(tab_order(page.section())) >= 1


def test_the_arrow_keys_walk_through_the_sections(stage: Stage) -> None:
    page = stage.show(SettingsPage)
    assert isinstance(page, SettingsPage)
    assert page.sections.hasFocus()
    assert isinstance(page.section(), ScreenSection)
    QTest.keyClick(page.sections, Qt.Key.Key_Down)
    assert isinstance(page.section(), StoresSection)
    assert list(page.made) == ["screen", "stores"]


def test_a_narrow_window_folds_the_sections_into_a_menu(stage: Stage) -> None:
    page = stage.show(SettingsPage, size=WINDOW_MINIMUM)
    assert isinstance(page, SettingsPage)
    assert page.sections.fold_button.isVisible()
    assert not page.sections.isVisible()
    assert page.isAncestorOf(QApplication.focusWidget())


# this screen


def test_who_works_here_and_where_is_kept(stage: Stage) -> None:
    page = opened(stage, "screen")
    section = page.section()
    assert isinstance(section, ScreenSection)
    section.user.choose("clerk")
    section.user.activated.emit(section.user.currentIndex())
    typed(section.station, "Bench 7")
    assert (stage.preferences.settings.user, stage.preferences.settings.station) == ("clerk", "Bench 7")
    assert stage.room.toasts == ["Clerk (clerk) works here now", "This is station Bench 7"]
    assert "Stations so far: Bench 7" in texts(section)
    section.theme.choose("dark")
    section.theme.activated.emit(1)
    assert stage.room.theme == "dark"


def test_the_language_changes_at_once(stage: Stage) -> None:
    page = opened(stage, "screen")
    section = page.section()
    assert isinstance(section, ScreenSection)
    section.language.choose("zh_CN")
    section.language.activated.emit(0)
    assert (page.words.language, stage.preferences.settings.language) == ("zh_CN", "zh_CN")


# stores


def test_a_row_opened_is_changed_in_a_dialog(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage, "stores")
    section = page.section()
    assert isinstance(section, StoresSection)
    card = section.cards["sellers"]
    card.table.setFocus()
    card.table.choose(0)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    form = dialog(page).form
    assert line(form, "settings.field.prefix").text() == "A"
    assert not line(form, "settings.field.prefix").isReadOnly()
    line(form, "settings.field.seller_name").setText("")
    press(qtbot, dialog(page), "settings.seller.do")
    assert form.row("seller_name").error() == "Please fill in: Seller."
    line(form, "settings.field.seller_name").setText("Northwind")
    typed(line(form, "settings.field.return_address"), "Dock 4")
    assert stage.app.setup.state().seller().return_address == "Dock 4"
    assert rows(card.table)[0][0] == "Northwind · A"
    assert stage.room.toasts == ["Saved"]


def test_a_channel_is_added_with_its_hours(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage, "stores")
    press(qtbot, page, "settings.add_channels")
    form = dialog(page).form
    line(form, "settings.field.channel_name").setText("Outlet")
    kind = form.field("channel_kind")
    assert isinstance(kind, Choice)
    kind.choose("woocommerce")
    hours = form.field("ship_within")
    assert isinstance(hours, NumberField)
    hours.setValue(12)
    press(qtbot, dialog(page), "settings.channel.do")
    made = stage.app.setup.state().channel("woocommerce")
    assert (made.name, made.settings["ship_within_hours"]) == ("Outlet", 12)
    section = page.section()
    assert isinstance(section, StoresSection)
    assert [row[4] for row in rows(section.cards["channels"].table)].count("12 hours") == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_last_warehouse_stays_in_use(stage: Stage, qtbot: QtBot, language: str) -> None:
    page = opened(stage, "stores", language)
    section = page.section()
    assert isinstance(section, StoresSection)
    section.cards["warehouses"].opened.emit(stage.app.setup.state().warehouse())
    active = dialog(page).form.field("active")
    assert isinstance(active, CheckBox)
    active.setChecked(False)
    press(qtbot, dialog(page), "settings.warehouse.do")
    assert say("error.last_warehouse", language, warehouse="深圳仓") in texts(dialog(page))
    QTest.keyClick(dialog(page), Qt.Key.Key_Escape)
    assert stage.app.setup.state().warehouse().active


def test_who_may_not_is_told_which_role_may(stage: Stage, qtbot: QtBot) -> None:
    stage.preferences.change(user="clerk")
    page = opened(stage, "stores")
    press(qtbot, page, "settings.add_suppliers")
    form = dialog(page).form
    line(form, "settings.field.supplier_name").setText("x")
    line(form, "settings.field.code").setText("X")
    press(qtbot, dialog(page), "settings.supplier.do")
    said = explain("not_your_role", {"event": "supplier.add", "roles": "AM"}, "en")
    assert said == '"Add a supplier" is for: admin, manager.'
    assert said in texts(dialog(page))
    leave(dialog(page))
    assert stage.app.setup.state().suppliers == ()


# people


def test_people_are_added_and_changed_and_an_admin_remains(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage, "people")
    section = page.section()
    assert isinstance(section, PeopleSection)
    press(qtbot, page, "settings.add_user")
    form = dialog(page).form
    line(form, "settings.field.user_name").setText("Mei")
    line(form, "settings.field.login").setText("mei")
    for letter in "KS":
        box = form.field(letter)
        assert isinstance(box, CheckBox)
        box.setChecked(True)
    press(qtbot, dialog(page), "settings.person.do")
    assert stage.app.people.actor("mei").roles == {"S", "K"}
    assert ["Mei · mei", "Order desk, Clerk", "yes"] in rows(section.card.table)
    boss = next(user for user in stage.app.people.users() if user.login == "boss")
    section.card.opened.emit(boss)
    works = dialog(page).form.field("active")
    assert isinstance(works, CheckBox)
    works.setChecked(False)
    press(qtbot, dialog(page), "settings.person.do")
    assert "boss is the last administrator; one must remain." in texts(dialog(page))
    QTest.keyClick(dialog(page), Qt.Key.Key_Escape)
    assert stage.app.people.actor("boss")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_rights_of_every_role_stand_in_words(stage: Stage, language: str) -> None:
    section = opened(stage, "people", language).section()
    assert isinstance(section, PeopleSection)
    shown = rows(section.rights.table)
    assert [row[1] for row in shown] == [say(f"settings.rights_{role.name.lower()}", language) for role in ROLES]


# routing


def test_rules_are_added_moved_tried_out_and_followed(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(stage, "routing")
    section = page.section()
    assert isinstance(section, RoutingSection)
    assert section.up.refusal == "Choose a row of the table first."
    press(qtbot, page, "settings.usual")
    assert [row[1] for row in rows(section.rules.table)] == ["Who has everything", "Who has most", "Priority"]
    press(qtbot, page, "settings.add_rule")
    form = dialog(page).form
    typed(line(form, "settings.field.country"), "cn")
    assert form.row("rule_name").error() == "Please fill in: Name of the rule."
    typed(line(form, "settings.field.rule_name"), "China from Shenzhen")
    shown = rows(section.rules.table)
    assert shown[3] == ["4", "China from Shenzhen", "深圳仓", "Country: CN"]
    section.rules.table.choose(3)
    press(qtbot, page, "settings.up")
    assert [row[1] for row in rows(section.rules.table)][2] == "China from Shenzhen"
    assert section.run.refusal == "Try out first which orders would move."
    press(qtbot, page, "settings.try_out")
    assert "0 orders would go elsewhere" in texts(section)
    assert say("settings.none_would_move", "en") in texts(section)
    section.rules.table.choose(2)
    press(qtbot, page, "settings.remove_rule")
    assert len(stage.app.routing.rules()) == 3
    assert stage.room.undo is not None
    stage.room.undo()
    assert [one.name for one in stage.app.routing.rules()][2] == "China from Shenzhen"


def test_somebody_whom_another_window_changed_is_not_overwritten_and_then_shown_as_it_is(
    stage: Stage, qtbot: QtBot
) -> None:
    people, boss = stage.app.people, stage.app.people.actor("boss")
    page = opened(stage, "people")
    section = page.section()
    assert isinstance(section, PeopleSection)
    place = next(at for at, row in enumerate(section.card.rows) if row.facts.login == "desk")
    section.card.opened.emit(section.card.rows[place].facts)
    people.rename(boss, "desk", "Somebody else")
    typed(line(dialog(page), "settings.field.user_name"), "Mine")
    assert say("error.setting_changed", "en") in texts(dialog(page))
    QTest.keyClick(dialog(page), Qt.Key.Key_Escape)
    assert "Somebody else" in section.card.rows[place].cells[0].text
    section.card.opened.emit(section.card.rows[place].facts)
    typed(line(dialog(page), "settings.field.user_name"), "Mine")
    assert next(one.name for one in people.users() if one.login == "desk") == "Mine"


def test_a_rule_that_somebody_changed_meanwhile_is_not_overwritten(stage: Stage, qtbot: QtBot) -> None:
    boss, routing = stage.app.people.actor("boss"), stage.app.routing
    kept = routing.save(boss, "North", "has_most", {})
    page = opened(stage, "routing")
    section = page.section()
    assert isinstance(section, RoutingSection)
    section.rules.opened.emit(kept)
    routing.save(boss, "Cold north", "has_most", {}, rule_id=kept.id)
    typed(line(dialog(page), "settings.field.rule_name"), "South")
    assert any("Cold north" in text for text in texts(dialog(page)))
    leave(dialog(page))
    assert [one.name for one in routing.rules()] == ["Cold north"]


def test_a_rule_changed_in_another_window_is_shown_before_it_is_removed(stage: Stage, qtbot: QtBot) -> None:
    boss, routing = stage.app.people.actor("boss"), stage.app.routing
    kept = routing.save(boss, "North", "has_most", {})
    page = opened(stage, "routing")
    section = page.section()
    assert isinstance(section, RoutingSection)
    section.rules.table.choose(0)
    routing.save(boss, "Cold north", "has_most", {}, rule_id=kept.id)
    press(qtbot, page, "settings.remove_rule")
    assert page.news()["error"] == page.words("error.rule_changed", rule="Cold north")
    assert [row[1] for row in rows(section.rules.table)] == ["Cold north"]
    section.rules.table.choose(0)
    press(qtbot, page, "settings.remove_rule")
    assert routing.rules() == []


# limits


def test_a_limit_is_kept_when_its_field_is_left_and_can_be_taken_back(stage: Stage) -> None:
    section = opened(stage, "limits").section()
    assert isinstance(section, LimitsSection)
    field = section.field("pay_window")
    assert isinstance(field, QLineEdit)
    assert field.text() == "1440"
    typed(field, "30")
    assert stage.app.limits.values()["pay_window"] == 30 * 60_000
    assert stage.room.toasts == ["Changed: Time to pay"]
    assert stage.room.undo is not None
    stage.room.undo()
    assert stage.app.limits.values()["pay_window"] == 1440 * 60_000
    assert field.text() == "1440"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("pay_window", "4", "limit_out_of_range"),
        ("return_window", "soon", "limit_not_read"),
        ("quality_window", "3", "quality_window_short"),
    ],
)
def test_a_wrong_limit_stays_in_its_field_with_the_reason(
    stage: Stage, language: str, name: str, given: str, code: str
) -> None:
    section = opened(stage, "limits", language).section()
    assert isinstance(section, LimitsSection)
    field, before = section.field(name), stage.app.limits.values()
    assert isinstance(field, QLineEdit)
    typed(field, given)
    error = section.forms[name].row(name).error()
    limit = say(f"limit.{name}", language)
    assert error.startswith(say(f"error.{code}", language).split("{")[0][:8])
    assert limit in error or code == "quality_window_short"
    assert stage.app.limits.values() == before
    section.reload()
    assert field.text() == given


def test_a_limit_that_is_being_typed_does_not_overwrite_what_came_meanwhile(stage: Stage) -> None:
    page, limits = opened(stage, "limits"), stage.app.limits
    section, boss = page.section(), stage.app.people.actor("boss")
    assert isinstance(section, LimitsSection)
    field = section.field("return_window")
    assert isinstance(field, QLineEdit)
    begun(field, "5")
    limits.set(boss, "return_window", limits.read("return_window", "9"))
    page.reload()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert limits.values()["return_window"] == limits.read("return_window", "9")
    assert section.forms["return_window"].row("return_window").error() == say("error.limit_changed", "en", now="9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert limits.values()["return_window"] == limits.read("return_window", "5")


def test_doing_without_a_second_person_is_asked_first(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    section = opened(stage, "limits").section()
    assert isinstance(section, LimitsSection)
    box = section.field("single_operator")
    assert isinstance(box, CheckBox)
    asked: list[str] = []

    def answer(deed: bool) -> None:
        def ask(_parent: QWidget, question: str, consequence: str, *_others: str, danger: bool = True) -> bool:
            asked.append(consequence)
            return deed

        monkeypatch.setattr(ConfirmDialog, "ask", ask)

    answer(False)
    box.click()
    assert asked == [say("settings.single_operator_consequence", "en")]
    assert not box.isChecked()
    assert not stage.app.setup.policy().single_operator
    answer(True)
    box.click()
    assert stage.app.setup.policy().single_operator
    box.click()
    assert not stage.app.setup.policy().single_operator
    assert len(asked) == 2


def test_a_limit_refused_for_the_role_is_said_at_the_field(stage: Stage) -> None:
    stage.preferences.change(user="desk")
    section = opened(stage, "limits").section()
    assert isinstance(section, LimitsSection)
    field = section.field("undo_delay")
    assert isinstance(field, QLineEdit)
    typed(field, "20")
    assert section.forms["undo_delay"].row("undo_delay").error() == (
        '"Change deadlines and limits" is for: admin, manager.'
    )


def test_every_limit_has_its_place_on_a_card() -> None:
    assert sorted(name for names in CARDS.values() for name in names) == sorted(limit.name for limit in LIMITS)


def test_sections_have_words_of_their_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for spec in SECTIONS:
        for key in (f"settings.{spec.name}", f"settings.{spec.name}_sub", f"settings.group_{spec.group}"):
            assert say(key, "zh_CN") != say(key, "en")
        assert issubclass(Section, QWidget)

"""Benches: the rules that hold at every bench, the packages goods go into, and the carriers with their cut-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.bench_rules import HEAVIEST_PACKAGE, LONGEST_LEASE, WIDEST_TOLERANCE, BenchRules, Package
from desktop_oms.services.bench_settings import Benches
from desktop_oms.services.carriers import Carrier
from ui.settings.filled import Filled
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared.buttons import Button, CheckBox
from ui.shared.cards import Card
from ui.shared.cells import Cell, Column
from ui.shared.form import Form
from ui.shared.forms import NumberField, TextField
from ui.shared.page import Desk
from ui.shared.table_model import Row

NUMBERS = (("lease_minutes", 1, LONGEST_LEASE), ("tolerance_g", 0, WIDEST_TOLERANCE), ("tolerance_percent", 0, 100))
SWITCHES = ("weigh", "fast_lane")


class BenchesSection(Section):
    """A rule is kept when its field is left, with a way back in the toast; packages and carriers by their form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "benches")
        self.seen = Filled()
        self._shown = Benches(BenchRules(), ())
        self.form = self._rules()
        words = self.words
        heads = [
            Column("package", words("benches.package"), 220),
            Column("tare", words("benches.tare"), 130, "number"),
            Column("measures", words("benches.measures")),
        ]
        title, nothing, note = (words(key) for key in ("benches.packages", *_said("packages")))
        self.packages = TableCard("packages", title, heads, desk.jobs, nothing, note=note, two_lines=False)
        heads = [
            Column("carrier", words("benches.carrier"), 220),
            Column("numbers", words("benches.letter")),
            Column("service", words("benches.service"), 150),
            Column("cut_off", words("benches.cut_off"), 130),
        ]
        title, note = words("benches.carriers"), words("settings.carriers_note")
        self.carriers = TableCard("carriers", title, heads, desk.jobs, "", note=note, two_lines=False)
        self.remove_package = self._button("remove_package", "trash", self._drop_package, worded=False)
        self.remove_carrier = self._button("remove_carrier", "trash", self._drop_carrier, worded=False)
        self.packages.offer(self.remove_package, self._button("add_package", "plus", lambda: self._package(None)))
        self.carriers.offer(self.remove_carrier, self._button("add_carrier", "plus", lambda: self._carrier(None)))
        self.packages.opened.connect(self._package)
        self.carriers.opened.connect(self._carrier)
        rules = Card(words("settings.bench_rules"))
        rules.content.addWidget(self.form)
        for card in (rules, self.packages, self.carriers):
            self.column.addWidget(card)
        for card in (self.packages, self.carriers):
            card.table.row_chosen.connect(lambda _row: self._allow())

    def _rules(self) -> Form:
        words, form = self.words, Form(self.words, 3)
        for name, least, most in NUMBERS:
            field = NumberField(f"settings.{name}", words(f"benches.{name}"), lowest=least, highest=most)
            field.setKeyboardTracking(False)
            field.editingFinished.connect(partial(self._take, name, field))
            form.add(name, field, words(f"settings.{name}_hint"))
        for name in SWITCHES:
            check = CheckBox(f"settings.{name}", words(f"benches.{name}"))
            check.clicked.connect(lambda on, name=name: self._keep(name, on))
            form.add_check(name, check)
        return form

    def _button(self, name: str, icon: str, press: Callable[[], None], *, worded: bool = True) -> Button:
        word = self.words(f"settings.{name}")
        made = small(f"settings.{name}", self.words("settings.add") if worded else "", icon, label=word)
        made.clicked.connect(lambda _on=False: press())
        made.refused.connect(self.desk.shell.toast)
        return made

    def reload(self) -> None:
        """The rules, packages and carriers as they are."""
        self.ask(self.desk.app.bench_settings.values, self._show)

    def _show(self, shown: Benches) -> None:
        words, self._shown = self.words, shown
        for name, _least, _most in NUMBERS:
            field = self.form.field(name)
            assert isinstance(field, NumberField)
            if self.seen.fill(name, getattr(shown.rules, name), typing=field.hasFocus()):
                field.setValue(getattr(shown.rules, name))
        for name in SWITCHES:
            self.seen.fill(name, getattr(shown.rules, name))
            check = self.form.field(name)
            assert isinstance(check, CheckBox)
            check.setChecked(getattr(shown.rules, name))
        self.packages.show_rows(
            [
                Row(place, (Cell(one.name, bold=True), Cell(f"{one.tare_g:,}"), Cell(one.size)), one)
                for place, one in enumerate(shown.rules.packages, start=1)
            ]
        )
        rows = []
        for place, one in enumerate(shown.carriers, start=1):
            numbers = "settings.own_numbers" if one.letter else "settings.their_numbers"
            cut_off = Cell(one.cut_off or words("settings.no_cut_off"), tone="text" if one.cut_off else "muted")
            cells = (Cell(one.name, bold=True), Cell(words(numbers, letter=one.letter)), Cell(one.service), cut_off)
            rows.append(Row(place, cells, one))
        self.carriers.show_rows(rows)
        self._allow()

    def _allow(self) -> None:
        """Say at the buttons what cannot be done now."""
        for card, button in ((self.packages, self.remove_package), (self.carriers, self.remove_carrier)):
            button.refuse(None if card.chosen_facts() else self.words("settings.choose_row"))
            button.setVisible(bool(card.rows))

    # the rules

    def _take(self, name: str, field: NumberField) -> None:
        if name in self.seen and field.value() != self.seen[name]:
            self._keep(name, field.value())

    def _keep(self, name: str, value: int | bool) -> None:
        if name not in self.seen:
            return
        settings, began = self.desk.app.bench_settings, {name: self.seen[name]}
        seen = replace(self._shown.rules, **began)

        def done(rules: BenchRules) -> None:
            self.seen.fill(name, getattr(rules, name))
            back = partial(settings.change, seen=rules, **began)
            self.desk.shell.toast(self.words("benches.kept"), lambda: self.change(back, self._back))

        def failed(error: OmsError) -> None:
            if self.form.field(name).hasFocus():
                self.setFocus()
            self.look_again(error)

        self.change(lambda actor: settings.change(actor, seen, **{name: value}), done, failed)

    def _back(self, _rules: BenchRules) -> None:
        """The field that was left may still have the keyboard: what was taken back is shown in it all the same."""
        self.setFocus()
        self.reload()

    # packages and carriers

    def _package(self, one: Package | None) -> None:
        words, settings, form = self.words, self.desk.app.bench_settings, Form(self.words, 2)
        shown = one or Package("")
        name = TextField("package.name", words("benches.package"), shown.name)
        form.add("package", name, words("settings.package_name_hint"))
        tare = NumberField("package.tare", words("benches.tare"), shown.tare_g, highest=HEAVIEST_PACKAGE)
        form.add("tare", tare)
        size = TextField("package.measures", words("benches.measures"), shown.size)
        form.add("measures", size, words("settings.measures_hint"), wide=True)

        def work(actor: Actor) -> object:
            told = form.texts()
            new = Package(told["package"].strip(), form.numbers()["tare"], told["measures"].strip())
            return settings.put_package(actor, new, one)

        self._open("package", one is None, form, work)

    def _carrier(self, one: Carrier | None) -> None:
        words, settings, form = self.words, self.desk.app.bench_settings, Form(self.words, 2)
        shown = one or Carrier("")
        form.add("carrier", TextField("carrier.name", words("benches.carrier"), shown.name))
        form.add("service", TextField("carrier.service", words("benches.service"), shown.service))
        letter = TextField("carrier.letter", words("benches.letter"), shown.letter)
        form.add("letter", letter, words("settings.letter_hint"))
        cut_off = TextField("carrier.cut_off", words("benches.cut_off"), shown.cut_off)
        form.add("cut_off", cut_off, words("settings.cut_off_hint"))

        def work(actor: Actor) -> object:
            told = {name: text.strip() for name, text in form.texts().items()}
            new = Carrier(told["carrier"], told["letter"].upper(), told["service"], told["cut_off"])
            return settings.put_carrier(actor, new, one)

        self._open("carrier", one is None, form, work)

    def _open(self, what: str, fresh: bool, form: Form, work: Callable[[Actor], object]) -> None:
        words, deed = self.words, "add" if fresh else "change"
        title, do = words(f"settings.{deed}_{what}"), words("settings.add" if fresh else "settings.save")
        dialog = self.edit(f"settings.{what}", title, do, form, work, words("settings.saved"))
        dialog.rejected.connect(self.reload)  # it may have been refused because it is no longer as it was shown

    def _drop_package(self) -> None:
        one, settings = self.packages.chosen_facts(), self.desk.app.bench_settings
        if isinstance(one, Package):
            back = partial(settings.package_back, package=one, place=self._shown.rules.packages.index(one))
            self._drop(partial(settings.drop_package, name=one.name, seen=one), back)

    def _drop_carrier(self) -> None:
        one, settings = self.carriers.chosen_facts(), self.desk.app.bench_settings
        if isinstance(one, Carrier):
            back = partial(settings.carrier_back, carrier=one, place=self._shown.carriers.index(one))
            self._drop(partial(settings.drop_carrier, name=one.name, seen=one), back)

    def _drop(self, work: Callable[[Actor], object], back: Callable[[Actor], object]) -> None:
        told = self.words("settings.saved")
        self.change(work, lambda _made: self.desk.shell.toast(told, lambda: self.change(back)), self.look_again)


def _said(name: str) -> tuple[str, str]:
    """The words for an empty table, and those under its title."""
    return f"settings.no_{name}", f"settings.{name}_note"

"""Printers: what there is, a test page for each, and which document goes where at which station."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_oms.domain.catalogue import Station
from desktop_oms.domain.printing import ANYWHERE, BACKENDS, LANGUAGES, Assignment, Printer
from desktop_oms.domain.roles import Actor
from desktop_oms.services.print_queue import Listed
from desktop_oms.services.printers import SHEETS
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared.buttons import Button
from ui.shared.cells import Cell, Column
from ui.shared.form import Form
from ui.shared.forms import Choice, TextField
from ui.shared.jobs import Lane
from ui.shared.page import Desk
from ui.shared.table_model import Row

DPI = ("203.2", "300", "600")
DOCUMENTS = ("label", "slip", "picklist", "logistic", "return", "manifest")


@dataclass(frozen=True, slots=True)
class Shown:
    """The printers, which document goes where, and the stations."""

    printers: tuple[Printer, ...]
    assignments: tuple[Assignment, ...]
    stations: tuple[Station, ...]


class PrintersSection(Section):
    """The printers above, where documents go below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "printers")
        words = self.words
        self._shown = Shown((), (), ())
        heads = [
            Column("name", words("settings.printer_name"), 220),
            Column("way", words("settings.printer_way")),
            Column("paper", words("settings.printer_paper"), 150),
            Column("fallback", words("settings.printer_fallback"), 130),
        ]
        nothing, note = words("settings.no_printers"), words("settings.printers_note")
        self.printers = TableCard("printers", words("settings.printers"), heads, desk.jobs, nothing, note=note)
        self.test = self._button("test_page", "printer", lambda: self._test("test"))
        self.calibrate = self._button("calibration_page", "scale", lambda: self._test("calibration"))
        self.remove = self._button("remove_printer", "trash", self._remove, worded=False)
        self.add = self._button("add_printer", "plus", lambda: self._edit(None))
        self.printers.offer(self.test, self.calibrate, self.remove, self.add)
        self.printers.opened.connect(self._edit)
        self.printers.table.row_chosen.connect(lambda _row: self._allow())
        heads = [
            Column("document", words("settings.document"), 220),
            Column("station", words("settings.station"), 220),
            Column("printer", words("printing.column_printer")),
        ]
        nothing, note = words("settings.no_assignments"), words("settings.assignments_note")
        title = words("settings.assignments")
        self.assigned = TableCard("assignments", title, heads, desk.jobs, nothing, note=note, two_lines=False)
        self.unassign = self._button("unassign", "undo", self._unassign)
        self.assign = self._button("assign", "plus", self._assign)
        self.assigned.offer(self.unassign, self.assign)
        self.assigned.table.row_chosen.connect(lambda _row: self._allow())
        for card in (self.printers, self.assigned):
            self.column.addWidget(card)
        self._allow()

    def _button(self, name: str, icon: str, press: Callable[[], None], *, worded: bool = True) -> Button:
        word = self.words(f"settings.{name}")
        made = small(f"settings.{name}", word if worded else "", icon, label=word)
        made.clicked.connect(lambda _on=False: press())
        made.refused.connect(self.desk.shell.toast)
        return made

    def reload(self) -> None:
        """The printers as they are."""
        app = self.desk.app

        def read() -> Shown:
            printers = app.printers
            return Shown(tuple(printers.all()), tuple(printers.assignments()), tuple(app.people.stations()))

        self.ask(read, self._show)

    def _show(self, shown: Shown) -> None:
        self._shown, words = shown, self.words
        names = self._names()
        rows = [
            Row(
                one.id,
                (
                    Cell(one.name, bold=True),
                    Cell(words(f"printing.backend.{one.backend}"), one.address),
                    Cell(one.paper, f"{one.dpi:g} dpi · {words(f'printing.language.{one.language}')}"),
                    Cell(names.get(one.fallback_id or 0, ""), tone="muted"),
                ),
                one,
            )
            for one in shown.printers
        ]
        self.printers.show_rows(rows)
        places = self._places()
        self.assigned.show_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(self._document(one.document), bold=True),
                        Cell(places.get(one.station_id, "")),
                        Cell(names.get(one.printer_id, "")),
                    ),
                    one,
                )
                for one in shown.assignments
            ]
        )
        self._allow()

    def _names(self) -> Mapping[int, str]:
        return {one.id: one.name for one in self._shown.printers}

    def _places(self) -> Mapping[int, str]:
        return {ANYWHERE: self.words("printing.anywhere")} | {one.id: one.name for one in self._shown.stations}

    def _document(self, document: str) -> str:
        return self.words(f"printing.document.{document}")

    def _allow(self) -> None:
        """Say at the buttons what cannot be done now."""
        choose = self.words("settings.choose_row")
        for button in (self.test, self.calibrate, self.remove):
            button.refuse(None if self.printers.chosen_facts() else choose)
            button.setVisible(bool(self._shown.printers))
        self.unassign.refuse(None if self.assigned.chosen_facts() else choose)
        self.unassign.setVisible(bool(self._shown.assignments))
        self.assign.refuse(None if self._shown.printers else self.words("settings.no_printers"))

    def _test(self, kind: str) -> None:
        one, app = self.printers.chosen_facts(), self.desk.app
        if not isinstance(one, Printer):
            return

        def done(made: Listed) -> None:
            self.desk.shell.toast(self.words(f"printing.now.{made.state}", printer=made.printer))

        self.change(lambda actor: app.print_desk.test(actor, one.id, kind), done, lane=Lane.LONG)

    def _remove(self) -> None:
        one, app = self.printers.chosen_facts(), self.desk.app
        if isinstance(one, Printer):
            said = self.words("cli.printer_removed", printer=one.name)
            self.change(lambda actor: app.printers.remove(actor, one.id), lambda _gone: self.desk.shell.toast(said))

    def _unassign(self) -> None:
        one, app = self.assigned.chosen_facts(), self.desk.app
        if isinstance(one, Assignment):
            self.change(lambda actor: app.printers.assign(actor, one.document, one.station_id, None))

    def _assign(self) -> None:
        words, app = self.words, self.desk.app
        form = Form(words)
        documents = [(document, self._document(document)) for document in DOCUMENTS]
        form.add("document", Choice("assign.document", words("settings.document"), documents))
        places = [(str(key), name) for key, name in self._places().items()]
        form.add("station", Choice("assign.station", words("settings.station"), places))
        printers = [(str(key), name) for key, name in self._names().items()]
        form.add("printer", Choice("assign.printer", words("printing.column_printer"), printers))

        def work(actor: Actor) -> object:
            told = form.texts()
            return app.printers.assign(actor, told["document"], int(told["station"]), int(told["printer"]))

        title = words("settings.assignments")
        self.edit("settings.assign_form", title, words("settings.assign"), form, work, words("settings.saved"))

    def _edit(self, one: Printer | None) -> None:
        words, app = self.words, self.desk.app
        form = self._form(one)

        def work(actor: Actor) -> object:
            told = form.texts()
            facts = {name: told[name] for name in ("language", "paper", "fallback")} | {"dpi": float(told["dpi"])}
            name, backend, address = told["printer_name"], told["backend"], told["address"]
            if one is None:
                return app.printers.add(actor, name, backend, address, **facts)
            return app.printers.change(actor, one.id, one, name=name, backend=backend, address=address, **facts)

        title, deed = ("change_printer", "save") if one else ("add_printer", "add")
        self.edit(
            "settings.printer_form",
            words(f"settings.{title}"),
            words(f"settings.{deed}"),
            form,
            work,
            words("settings.saved"),
        )

    def _form(self, one: Printer | None) -> Form:
        words, form = self.words, Form(self.words, 2)
        shown = one or Printer(0, "", "tcp", "")
        form.add("printer_name", TextField("printer.name", words("settings.printer_name"), shown.name))
        ways = [(way, words(f"printing.backend.{way}")) for way in BACKENDS]
        form.add("backend", Choice("printer.backend", words("settings.printer_way"), ways, shown.backend))
        address = TextField("printer.address", words("settings.printer_address"), shown.address)
        form.add("address", address, words("settings.printer_address_hint"), wide=True)
        languages = [(language, words(f"printing.language.{language}")) for language in LANGUAGES]
        form.add("language", Choice("printer.language", words("settings.printer_language"), languages, shown.language))
        resolutions = [(dpi, f"{dpi} dpi") for dpi in DPI]
        form.add("dpi", Choice("printer.dpi", words("settings.printer_dpi"), resolutions, f"{shown.dpi:g}"))
        papers = [(paper, paper) for paper in SHEETS]
        form.add("paper", Choice("printer.paper", words("settings.printer_paper"), papers, shown.paper))
        others = [("", words("settings.no_fallback"))]
        others += [(other.name, other.name) for other in self._shown.printers if other.id != shown.id]
        fallback = self._names().get(shown.fallback_id or 0, "")
        form.add("fallback", Choice("printer.fallback", words("settings.printer_fallback"), others, fallback))
        return form

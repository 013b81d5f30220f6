"""Why orders are put on hold: the reasons of the house, in both languages, and below them the usual ones."""

from __future__ import annotations

from desktop_oms.domain.reasons import HOLD_REASONS
from desktop_oms.domain.roles import Actor
from desktop_oms.services.hold_reasons import LONGEST, OwnReason
from desktop_oms.words import LANGUAGES, say
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared.cells import Cell, Column
from ui.shared.form import Form
from ui.shared.forms import TextField
from ui.shared.page import Desk
from ui.shared.table_model import Row

FIELDS = ("reason_zh", "reason_en")  # as `words.LANGUAGES`


class ReasonsSection(Section):
    """Enter changes a reason of the house; one that is retired can be put back by the toast."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "reasons")
        words = self.words
        columns = [Column(name, words(f"settings.{name}"), width) for name, width in zip(FIELDS, (360, 0), strict=True)]
        own, usual = words("settings.own_reasons"), words("settings.usual_reasons")
        note, nothing = words("settings.own_reasons_note"), words("settings.no_own_reasons")
        self.card = TableCard("own_reasons", own, columns, desk.jobs, nothing, note=note, two_lines=False)
        self.retire = small("settings.retire_reason", words("settings.retire_reason"), "trash")
        self.add = small("settings.add_reason", words("settings.add_reason"), "plus")
        self.retire.clicked.connect(self._retire)
        self.retire.refused.connect(desk.shell.toast)
        self.add.clicked.connect(lambda: self._edit(None))
        self.card.offer(self.retire, self.add)
        self.card.opened.connect(self._edit)
        self.card.table.row_chosen.connect(lambda _row: self._allow())
        note = words("settings.usual_reasons_note")
        self.usual = TableCard("usual_reasons", usual, columns, desk.jobs, "", note=note, two_lines=False)
        self.usual.show_rows(
            [
                Row(place, tuple(Cell(say(f"reason.{code}", language)) for language in LANGUAGES))
                for place, code in enumerate(HOLD_REASONS)
            ]
        )
        for card in (self.card, self.usual):
            self.column.addWidget(card)
        self._allow()

    def reload(self) -> None:
        """The reasons as they are."""
        self.ask(self.desk.app.hold_reasons.own, self._show)

    def _show(self, reasons: tuple[OwnReason, ...]) -> None:
        rows = [Row(place, tuple(Cell(word) for word in one), one) for place, one in enumerate(reasons)]
        self.card.show_rows(rows)
        self._allow()

    def _allow(self) -> None:
        """Without a reason of the house there is none to retire."""
        self.retire.setVisible(bool(self.card.rows))
        self.retire.refuse(None if self.card.chosen_facts() else self.words("settings.choose_row"))

    def _edit(self, one: OwnReason | None) -> None:
        words, reasons, form = self.words, self.desk.app.hold_reasons, Form(self.words)
        for name, word in zip(FIELDS, one or ("", ""), strict=True):
            field = TextField(f"settings.field.{name}", words(f"settings.{name}"), word)
            field.setMaxLength(LONGEST)
            form.add(name, field)

        def work(actor: Actor) -> object:
            told = [form.texts()[name] for name in FIELDS]
            return reasons.rename(actor, one.zh, *told, seen=one) if one else reasons.add(actor, *told)

        title, deed = ("settings.change_reason", "settings.save") if one else ("settings.add_reason", "settings.add")
        self.edit("settings.reason", words(title), words(deed), form, work, words("settings.saved"))

    def _retire(self) -> None:
        one, words, reasons = self.card.chosen_facts(), self.words, self.desk.app.hold_reasons
        if not isinstance(one, OwnReason):
            return
        place = [row.facts for row in self.card.rows].index(one)

        def done(_left: object) -> None:
            def undo() -> None:
                self.change(lambda actor: reasons.put_back(actor, one, place))

            self.desk.shell.toast(words("settings.reason_retired", reason=one.word(words.language)), undo)

        self.change(lambda actor: reasons.remove(actor, one.zh, seen=one), done)

"""Whether everything adds up: asked on demand, the findings in sentences."""

from __future__ import annotations

from desktop_oms.services.upkeep import Finding
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared.cells import Cell, Column
from ui.shared.jobs import Lane
from ui.shared.table_model import Row


class SumsCard(TableCard):
    """Looks only, and changes nothing."""

    def __init__(self, section: Section) -> None:
        words = section.words
        columns = [Column("subject", words("settings.subject"), 160), Column("finding", words("settings.finding"))]
        note, nothing = words("settings.sums_note"), words("settings.sums_not_yet")
        super().__init__(
            "findings", words("settings.sums"), columns, section.desk.jobs, nothing, note=note, two_lines=False
        )
        self.section = section
        some = small("settings.reconcile", words("settings.reconcile"), "scale")
        every = small("settings.reconcile_full", words("settings.reconcile_full"), "scale")
        some.clicked.connect(lambda: self._reconcile(full=False))
        every.clicked.connect(lambda: self._reconcile(full=True))
        self.offer(some, every)

    def _reconcile(self, *, full: bool) -> None:
        words = self.section.words
        self.note.setText(words("settings.summing"))

        def work() -> list[Finding]:
            found: list[Finding] = self.section.desk.app.upkeep.reconcile(full=full)
            return found

        self.section.ask(work, self._show_findings, lane=Lane.LONG)

    def _show_findings(self, found: list[Finding]) -> None:
        words = self.section.words
        self.note.setText("")
        self.nothing.setText(words("reconcile.nothing"))
        self.show_rows(
            [Row(number, (Cell(one.subject, bold=True), Cell(self.told(one))), one) for number, one in enumerate(found)]
        )

    def told(self, one: Finding) -> str:
        """What does not add up, in one sentence."""
        return self.section.words(f"reconcile.{one.code}", **{"subject": one.subject, **one.facts})

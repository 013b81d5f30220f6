"""The board of an order file: before anything is written, and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_oms.domain.roles import Actor
from desktop_oms.services.import_plan import OUTCOMES, ImportPlan, PlanRow
from ui.importing.board import Board
from ui.importing.plan_rows import PlanWriter, counts, plan_after
from ui.shared.buttons import Button
from ui.shared.foot_bar import FootBar
from ui.shared.jobs import Jobs, Progress
from ui.shared.messages import Words
from ui.shared.shortcuts import enter_presses
from ui.shared.tabs import Tab

WORTH_A_TAB = ("refused", "task", "new", "changed", "unchanged", "history")


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan with the rows of each tab, made off the window's thread."""

    plan: ImportPlan
    lists: Mapping[str, Sequence[PlanRow]]

    @classmethod
    def of(cls, plan: ImportPlan) -> Checked:
        """The rows by outcome; outcomes without rows are left out."""
        rows = plan.rows
        lists: dict[str, Sequence[PlanRow]] = {"all": rows}
        for outcome in WORTH_A_TAB:
            some = rows.only(outcome)
            if len(some):
                lists[outcome] = some
        return cls(plan, lists)

    def coming(self) -> int:
        """How many orders will be written, or were."""
        told = self.plan.counts
        return sum(told[outcome] for outcome in OUTCOMES if outcome not in ("unchanged", "refused"))


def understood(words: Words, plan: ImportPlan, profile: str) -> str:
    """What was understood of the files, in one line."""
    parsed = plan.parsed
    names = " + ".join(source.name for source in parsed.files)
    facts = {"encoding": parsed.encoding.upper(), "row": parsed.header_row}
    return words("importing.understood", files=names, profile=profile, **facts)


def bring_in(app: Any, plan: ImportPlan, actor: Callable[[], Actor], progress: Progress) -> tuple[bool, Checked]:
    """Carry the plan out on the long lane; says whether it was stopped, and what became of every row."""

    def done(number: int) -> bool:
        progress.tell(number, len(plan.orders))
        return not progress.cancelled

    result = app.importing.run(plan, actor(), done)
    return result.stopped, Checked.of(plan_after(result))


class OrderBoard(QWidget):
    """Board and foot: `primary_asked` is the import by Enter and, when done, the way to the orders by O."""

    primary_asked = Signal()
    download_asked = Signal()
    again_asked = Signal()
    order_opened = Signal(str)  # our number

    def __init__(self, words: Words, jobs: Jobs, page: QWidget, checked: Checked, *, done: bool) -> None:
        super().__init__()
        self.words, self.checked, self.done = words, checked, done
        self.writer = PlanWriter(words, checked.plan, done=done)
        self.board = Board("importing", words, jobs, page, self.writer, panel=True)
        self.board.row_chosen.connect(self._show_row)
        self.board.row_opened.connect(self._open)
        self.download, self.primary = self._buttons()
        self.again = Button("importing.again", words("importing.again"), icon="upload", key="N")
        if not done:
            self.again.hide()
        self.again.clicked.connect(self.again_asked)
        self.foot = FootBar([self.download, self.again], [self.primary], self._sentence())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.board, 1)
        column.addWidget(self.foot)
        tabs = [Tab(key, self._tab_word(key), len(rows)) for key, rows in checked.lists.items()]
        self.board.show_lists(counts(words, checked.plan, done=done), tabs, checked.lists)

    def _tab_word(self, key: str) -> str:
        return self.words("importing.tab_all" if key == "all" else f"import_result.{key}")

    def _buttons(self) -> tuple[Button, Button]:
        refused, coming = self.checked.plan.counts["refused"], self.checked.coming()
        download = Button(
            "importing.download", self.words("importing.download", n=refused), "plain", icon="download", key="D"
        )
        if not refused:
            download.hide()
        download.clicked.connect(self.download_asked)
        word = self.words("importing.open_orders") if self.done else self._import_word(coming)
        key = "O" if self.done else None  # when done, Enter opens the chosen order
        primary = Button("importing.primary", word, "primary", icon="orders" if self.done else "check", key=key)
        if not self.done:
            primary.key = "Enter"
            enter_presses(self, primary)
        primary.clicked.connect(self.primary_asked)
        if not self.done and not coming:
            primary.refuse(self.words("importing.import_none_why"))
            primary.refused.connect(self._say_why)
        return download, primary

    def _say_why(self, why: str) -> None:
        self.foot.say(why)

    def _import_word(self, coming: int) -> str:
        return self.words("importing.import_n", n=coming) if coming else self.words("importing.import_none")

    def _sentence(self) -> str:
        told, coming = self.checked.plan.counts, self.checked.coming()
        if self.done:
            return self.words("importing.after_sum", n=coming)
        if not coming:
            return self.words("importing.import_none_why")
        words, new = self.words, f"{told['new'] + told['history']:,}"
        sums = words("importing.before_sum_clean", new=new, task=f"{told['task']:,}")
        if told["refused"]:
            sums = words("importing.before_sum", new=new, task=f"{told['task']:,}", n=told["refused"])
        changed = f"{told['changed']:,}"
        return words("importing.before_changed", changed=changed, sums=sums) if told["changed"] else sums

    def _show_row(self, told: PlanRow) -> None:
        if self.board.panel is not None:
            cells, faulty = self.writer.cells(told)
            reason = self.writer.reason(told)
            self.board.panel.show_row(self.writer.title(told), self.writer.advice(told), reason, cells, faulty)

    def _open(self, told: PlanRow) -> None:
        if told.number:
            self.order_opened.emit(told.number)

"""The columns of the list of tasks, and how a task fills them; made off the window's thread, painted as it is."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.services.tasks import TaskRow
from ui.deeds.moments import DAY, past, span
from ui.deeds.solving import difference_words, lacking
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row

OLD = 2 * DAY  # a task that waits longer turns red, one that waits a day amber


def columns(words: Words) -> list[Column]:
    """The columns of the list in the reader's language."""
    chinese = words.language == "zh_CN"
    return [
        Column("kind", words("tasks.column.kind"), 190 if chinese else 200),
        Column("order", words("tasks.column.order"), 148),  # a shop's number of 19 digits
        Column("about", words("tasks.column.about")),
        Column("age", words("tasks.column.age"), 84),
        Column("owner", words("tasks.column.owner"), 84),
    ]


@dataclass(frozen=True, slots=True)
class TaskWriter:
    """Turns a task into a row of the list; its fact is the task itself."""

    words: Words
    zone: str
    now: int

    def __call__(self, task: TaskRow) -> Row:
        """The row with its cells in column order."""
        words, age = self.words, self.now - task.opened_at
        family = "trouble" if task.blocking else "attention"
        tone = "trouble" if age >= OLD else "attention" if age >= DAY else "text"
        blocks = words("tasks.blocks") if task.blocking else ""
        cells = (
            Cell(words(f"task.{task.kind}"), blocks, family=family, icon="alert"),
            Cell(task.number, task.external_no, bold=True),
            self._about(task),
            Cell(span(words, age), past(words, task.opened_at, self.zone, self.now), tone=tone),
            Cell(task.owner or words("orders.nothing"), tone="text" if task.owner else "muted"),
        )
        return Row(task.id, cells, task)

    def _about(self, task: TaskRow) -> Cell:
        told = about(self.words, task)
        return Cell(told) if told else Cell(self.words("tasks.whole_order"), tone="muted")


def about(words: Words, task: TaskRow) -> str:
    """What a task is about, in one line: goods, what lacks, which fields differ, what was noted; else ""."""
    if task.kind == "address_incomplete":
        return words("tasks.lacks", parts=lacking(words, task.detail))
    if task.differences:
        fields = [difference_words(words, one, "")[0] for one in task.differences]
        return words("orders.list_sign").join(dict.fromkeys(fields))
    detail = "" if task.detail.isdigit() else task.detail  # an amount without its currency says nothing
    return " · ".join(part for part in (task.goods, detail if detail not in task.goods else "") if part)

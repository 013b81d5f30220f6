"""The papers of one order, each looked at in true size before it is printed or saved.

At the left which papers there are, at the right the page as it will come out at this station.  Enter prints (or saves,
where no printer is set up for that paper), D takes a sheet to the system's own print dialog, Page Up and Page Down turn
the pages of the paper, 0 fits it to the room.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from ui.deeds.system_print import is_sheet
from ui.shared.buttons import Button, CheckBox
from ui.shared.cards import label
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.page import Desk
from ui.shared.paper_view import PaperView
from ui.shared.queues import Queue, QueueList

if TYPE_CHECKING:
    from desktop_oms.services.order_papers import Look, OrderPaper
    from desktop_oms.services.order_papers import Papers as Found

ROOM = QSize(1120, 860)  # the dialog, where the window has as much
AROUND = 64  # of the window that stays in sight


def paper_word(words: Words, paper: OrderPaper, number: str) -> str:
    """What a paper is called among the papers of the order with that number."""
    document = words(f"paper.document.{paper.document}")
    if paper.of > 1:
        return words("papers.of_box", document=document, n=paper.place, of=paper.of)
    if paper.document in ("return", "inspection"):
        return words("papers.of_case", document=document, case=paper.subject.removeprefix(f"{number}-"))
    return document


class PaperDialog(QDialog):
    """Shows papers: which one is wanted on paper, in a file or in the system's own print dialog, and in which size."""

    print_asked = Signal(object, str)  # OrderPaper, size
    save_asked = Signal(object, str)
    system_asked = Signal(object, str)

    def __init__(self, desk: Desk, page: QWidget, found: Found, chosen: str = "") -> None:
        super().__init__(page)
        self._desk, self._found, words = desk, found, desk.words
        self.size_shown = ""
        title = words("papers.title", number=found.number)
        named(self, "papers", title)
        self.setWindowTitle(title)
        self.setModal(True)
        room = page.window().size() - QSize(AROUND, AROUND)
        self.resize(room.boundedTo(ROOM))
        self.papers = {paper.key: paper for paper in found.papers}
        self.list = named(QueueList(words("papers.listed")), "papers.list", words("papers.listed"))
        self.view = PaperView("papers.view", desk.jobs, words)
        self.view.set_true_size(True)
        self.title = label(style="section")
        self.where = label(style="secondary", tone="muted", wrap=True)
        self.true_size = CheckBox("papers.true_size", words("settings.paper_true_size"))
        self.true_size.setChecked(True)
        self.back = Button("papers.back", "", "ghost", icon="left", label=words("papers.back"))
        self.next = Button("papers.next", "", "ghost", icon="right", label=words("papers.next"))
        self.print = Button("papers.print", words("papers.print"), "primary", icon="printer")
        self.print.key = "Enter"  # shown only: the dialog itself gives Enter to its default button
        self.save = Button("papers.save", words("papers.save"), icon="download", key="Ctrl+S")
        self.system = Button("papers.system", words("printing.system"), key="D")
        self.way_back = Button("papers.close", words("shell.close"), key="Esc")
        self._lay_out(title)
        self._connect()
        rows = [Queue(key, paper_word(words, one, found.number)) for key, one in self.papers.items()]
        self.list.show_queues(rows, chosen if chosen in self.papers else None)
        self._show_chosen()

    def _lay_out(self, title: str) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)  # its edge is drawn by the dialog
        whole.setSpacing(0)
        whole.addWidget(self.list)
        column = QVBoxLayout()
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head, foot = QHBoxLayout(), QHBoxLayout()
        self.head = label(title, style="secondary", tone="muted")
        named_by = QVBoxLayout()
        named_by.setSpacing(2)
        for part in (self.title, self.head):
            named_by.addWidget(part)
        head.addLayout(named_by, 1)
        foot.setSpacing(8)
        for control in (self.back, self.next, self.true_size):
            head.addWidget(control)
        foot.addWidget(self.where, 1)
        for button in (self.print, self.system, self.save, self.way_back):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        whole.addLayout(column, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.true_size.clicked.connect(self.view.set_true_size)
        self.view.resized.connect(self.true_size.setChecked)
        self.view.turned.connect(self._show_place)
        self.back.clicked.connect(lambda: self.view.turn_to(self.view.page - 1))
        self.next.clicked.connect(lambda: self.view.turn_to(self.view.page + 1))
        self.print.clicked.connect(lambda: self.print_asked.emit(self.chosen(), self.size_shown))
        self.save.clicked.connect(lambda: self.save_asked.emit(self.chosen(), self.size_shown))
        self.system.clicked.connect(lambda: self.system_asked.emit(self.chosen(), self.size_shown))
        self.way_back.clicked.connect(self.reject)

    def chosen(self) -> OrderPaper:
        """The paper that is looked at."""
        return self.papers[self.list.open_key()]

    def _show_chosen(self) -> None:
        paper, app, desk = self.chosen(), self._desk.app, self._desk
        self.title.setText(paper_word(desk.words, paper, self._found.number))
        self._offer(printable=False, savable=False)
        self.where.setText("")
        self.size_shown = ""  # of the paper before: this one has its own, or the usual one

        def look() -> tuple[Look, OmsError | None]:
            actor = desk.actor()
            found: Look = app.order_papers.look(actor, self._found.order_id, paper.document, paper.subject_id)
            return found, app.print_queue.refusal(actor)

        desk.jobs.change(self, look, partial(self._take, paper.key), partial(self._miss, paper.key))

    def _take(self, key: str, answer: tuple[Look, OmsError | None]) -> None:
        if key != self.list.open_key():
            return
        look, refusal = answer
        self.size_shown = look.size
        words = self._desk.words
        where = "papers.to_printer" if look.printer else "papers.to_file"
        why = words.error(refusal) if refusal else ""
        self.where.setText(why or words(where, size=look.size, printer=look.printer))
        for button in (self.print, self.save, self.system):
            button.refuse(why or None)
        self._offer(printable=bool(look.printer), savable=True, sheet=is_sheet(self.chosen().document, look.size))
        self.view.show_paper(look.sample.pages, look.sample.picture)

    def _miss(self, key: str, error: OmsError) -> None:
        """It cannot be shown; a label that only its printer can draw may be printed all the same."""
        if key == self.list.open_key():
            self.view.show_trouble(self._desk.words.error(error))
            drawn = error.code != "preview_not_possible"
            self._offer(printable=not drawn, savable=not drawn)
            self._show_place(0)

    def _offer(self, *, printable: bool, savable: bool, sheet: bool = False) -> None:
        """What Enter does: print where there is a printer, else save; a sheet may go through the system as well."""
        self.print.setVisible(printable)
        self.system.setVisible(sheet)
        self.save.setEnabled(savable)
        self.save.kind = "plain" if printable else "primary"
        self.save.update()
        self.print.setDefault(printable)
        self.save.setDefault(savable and not printable)

    def _show_place(self, page: int) -> None:
        several = self.view.pages > 1
        for button in (self.back, self.next):
            button.setVisible(several)
        self.back.setEnabled(page > 0)
        self.next.setEnabled(page < self.view.pages - 1)

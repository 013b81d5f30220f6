"""The print at the right: the page itself, what is the matter with it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop_oms.domain.printing import DONE, OPEN, SENDABLE, VOID
from desktop_oms.services.print_queue import Listed, subject_words, trouble_of
from ui.deeds.system_print import is_sheet
from ui.printing.print_rows import document_word, place_words, reason_word
from ui.shared.action_bar import Action, ActionBar
from ui.shared.buttons import Button, Kind
from ui.shared.cards import label
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.paper_view import PaperView

WIDTH = 424
AGAIN, RETRY, SETTLE, RESUME, VOID_IT, OPEN_FILE = "again", "retry", "settle", "resume", "void", "open_file"
BY_SYSTEM = "system"
WORK = frozenset({AGAIN, RETRY, SETTLE, RESUME, VOID_IT, BY_SYSTEM})  # looking is for everybody


class PrintPane(QFrame):
    """Shows one print; `asked` names what a person wants done."""

    asked = Signal(str)

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        self.one: Listed | None = None
        self.refusal = ""  # why whoever sits here may only look
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDTH)
        named(self, "printing.pane", words("printing.pane"))
        self.title = label("", style="section", wrap=True)
        self.facts = label("", tone="muted", wrap=True)
        self.trouble = label("", tone="trouble", wrap=True)
        self.paper = PaperView("printing.paper", jobs, words)
        self.paper.setAccessibleName(words("printing.paper"))
        self.paper.turned.connect(self._show_place)
        self.measures = label("", style="secondary", tone="muted")
        self.back = Button("printing.back", "", "ghost", icon="left", label=words("papers.back"), height=28)
        self.next = Button("printing.next", "", "ghost", icon="right", label=words("papers.next"), height=28)
        self.back.clicked.connect(lambda: self.paper.turn_to(self.paper.page - 1))
        self.next.clicked.connect(lambda: self.paper.turn_to(self.paper.page + 1))
        self.bar = ActionBar(words("printing.actions"), words("shell.more"))
        self.bar.acted.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 14, 16, 8)
        inside.setSpacing(6)
        for words_above in (self.title, self.facts, self.trouble):
            inside.addWidget(words_above)
        self._rest = label(words("printing.choose"), tone="muted", wrap=True)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(self.paper, 1)
        inside.addWidget(self._rest, 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.measures, 1)
        for button in (self.back, self.next):
            foot.addWidget(button)
        inside.addLayout(foot)
        column.addLayout(inside, 1)
        column.addWidget(self.bar)
        self.show_print(None)

    def show_print(self, one: Listed | None) -> None:
        """Show a print, or that none is chosen."""
        words, before = self._words, self.one
        self.one = one
        if one is None:
            for part in (self.title, self.facts, self.trouble, self.measures):
                part.setText("")
            for shown in (self.title, self.facts, self.trouble, self.bar):
                shown.hide()
            self._show_paper(False)
            self.bar.show_actions(())
            return
        for shown in (self.title, self.facts, self.bar):
            shown.show()
        self.title.setText(f"{document_word(words, one)} {subject_words(one)}")
        copy = words("printing.copy", n=one.job.copy)
        told = (words(f"printing.state.{one.state}"), one.printer, place_words(one), copy, reason_word(words, one))
        self.facts.setText(" · ".join(filter(None, told)))
        trouble = trouble_of(one)
        self.trouble.setText(words.error(trouble) if trouble else "")
        self.trouble.setVisible(trouble is not None)
        size, _, dpi = one.job.size.partition("@")
        self.measures.setText(words("printing.size", size=size, dpi=dpi, format=one.job.fmt.upper()))
        self.bar.show_actions(self.offered(one))
        if before is None or before.job.id != one.job.id:
            self._show_paper(True)
            self.paper.show_trouble(words("printing.drawing"))
            self._show_place(0)

    def _show_paper(self, there: bool) -> None:
        """With no print chosen there is no paper, not even an empty one."""
        self.paper.setVisible(there)
        self._rest.setVisible(not there)
        if not there:
            self.paper.show_trouble("")
            self._show_place(0)

    def _show_place(self, page: int) -> None:
        """Buttons to turn the pages, where there are several."""
        pages = self.paper.pages
        for button in (self.back, self.next):
            button.setVisible(pages > 1)
        self.back.setEnabled(page > 0)
        self.next.setEnabled(page < pages - 1)

    def offered(self, one: Listed) -> Sequence[Action]:
        """What can be done with a print as it stands, the likeliest first."""
        words, state = self._words, one.state
        to_printer = one.sending is not None
        settled = words("error.print_settled")
        found: list[Action] = []
        if to_printer and state in SENDABLE:
            found.append(Action(RETRY, words("printing.retry"), "S", "send", "primary"))
        if to_printer and state == "stuck" and one.sending is not None and one.sending.batch_id is not None:
            found.append(Action(RESUME, words("printing.resume"), "R", "scan", "primary"))
        again: Kind = "primary" if state == "stuck" and not found else "plain"
        found.append(Action(AGAIN, words("printing.again"), "P", "printer", again))
        if to_printer and state in OPEN and state not in SENDABLE:
            found.append(Action(SETTLE, words("printing.settle"), "E", more=bool(found[1:])))
        if one.job.fmt == "pdf" and is_sheet(one.job.document, one.job.size) and state != VOID:
            found.append(Action(BY_SYSTEM, words("printing.system"), "D", "printer", more=bool(found[2:])))
        found.append(Action(OPEN_FILE, words("printing.open_file"), "O", more=True))
        refusal = settled if state not in (*OPEN, DONE) or state == VOID else ""
        found.append(Action(VOID_IT, words("printing.void"), "V", refusal=refusal, more=True))
        return [replace(deed, refusal=self.refusal or deed.refusal) if deed.name in WORK else deed for deed in found]

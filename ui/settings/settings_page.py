"""Settings: sections at the left, at the right what can be set in the open one.

A change is taken at once or in a dialog that stays open until the shop has taken it, so nothing typed is ever lost by
walking away; what the shop refuses is said at the field or under the head.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.settings.section import Section
from ui.settings.sections import SECTIONS, SectionSpec
from ui.shared.page import Desk, Page, Place
from ui.shared.queues import Queue, QueueList


class SettingsPage(Page):
    """Shows one section at a time; each is made when it is first opened, and kept."""

    def __init__(self, desk: Desk, specs: Sequence[SectionSpec] = SECTIONS) -> None:
        super().__init__(desk, "settings", desk.words("page.settings"))
        self.specs = {spec.name: spec for spec in specs}
        self.made: dict[str, Section] = {}
        self._stale: set[str] = set()
        self.sections = QueueList(self.words("settings.sections"))
        self.sections.fold_with(self)
        self.header.add(self.sections.fold_button)
        self.stack = QStackedWidget()
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.sections)
        beside.addWidget(self.stack, 1)
        self.body.addLayout(beside)
        self.sections.show_queues(self._listed(specs))
        self.sections.chosen.connect(self.open_section)
        self.first = self.sections
        self.open_section(self.sections.open_key())

    def _listed(self, specs: Sequence[SectionSpec]) -> list[Queue]:
        listed: list[Queue] = []
        group = ""
        for spec in specs:
            if spec.group != group:
                group = spec.group
                listed.append(Queue("", self.words(f"settings.group_{group}")))
            listed.append(Queue(spec.name, self.words(f"settings.{spec.name}")))
        return listed

    def open_section(self, name: str) -> None:
        """Show a section; a new one is made, one that shows old facts is reloaded."""
        section = self.made.get(name)
        if section is None:
            section = self.made[name] = self.specs[name].make(self.desk)
            section.failed.connect(self.tell_error)
            section.worked.connect(lambda: self.untell("error"))
            self.stack.addWidget(section)
            section.reload()
        elif name in self._stale:
            section.reload()
        self._stale.discard(name)
        self.untell("error")
        self.stack.setCurrentWidget(section)
        self.header.set_titles(self.words("page.settings"), self.words(f"settings.{name}_sub"))

    def section(self) -> Section:
        """The open section."""
        return self.made[self.sections.open_key()]

    def show_subject(self, subject: object) -> None:
        """The page was opened for one of its sections."""
        name = subject.key if isinstance(subject, Place) else subject
        if name in self.specs:
            self.sections.choose(str(name))

    def take_focus(self) -> None:
        """The list of sections has the keyboard; folded away, what stands first in the open section."""
        if not self.sections.folded:
            self.sections.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget: QWidget = self.section()
        if not widget.focusNextPrevChild(True):
            self.sections.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Something was changed somewhere: the open section shows it, the others when they are opened."""
        self._stale = set(self.made) - {self.sections.open_key()}
        self.section().reload()

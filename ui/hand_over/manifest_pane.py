"""Today's manifests, the parcels of the chosen one, and the deed that ends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.services.hand_over import Box, Manifest
from ui.hand_over.parcel_rows import Clock, manifest_columns, manifest_row, parcel_columns, parcel_row
from ui.shared.action_bar import Action, ActionBar
from ui.shared.cards import label
from ui.shared.dialogs import ConfirmDialog
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import TextField
from ui.shared.jobs import Jobs
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import EmptyState
from ui.shared.table_model import Row
from ui.shared.tokens import PANE_EDGE, ROW_ONE_LINE

WIDTH = 424
CLOSE_KEY, PRINT_KEY, REOPEN_KEY = "F9", "F7", "F8"


class ManifestPane(QFrame):
    """`chosen` when another manifest is looked at, `close_asked` when a person has confirmed that one is to close."""

    chosen = Signal(object)  # Manifest
    close_asked = Signal(object)  # Manifest
    print_asked = Signal(object)  # Manifest
    reopen_asked = Signal(object, str)  # Manifest, why
    looked_at = Signal(str)  # an order's number

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        self.manifest: Manifest | None = None
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDTH)
        named(self, "hand_over.pane", words("hand_over.manifests"))
        none_yet = EmptyState(words("hand_over.no_manifest"), words("hand_over.no_manifest_why"))
        loading, title = words("hand_over.loading"), words("hand_over.manifests")
        heads = manifest_columns(words)
        self.manifests = Listing("hand_over.manifests", title, heads, jobs, none_yet, loading=loading, edge=PANE_EDGE)
        nothing = EmptyState(words("hand_over.choose_manifest"))
        self.parcels = Listing(
            "hand_over.parcels",
            words("hand_over.lists"),
            parcel_columns(words),
            jobs,
            nothing,
            loading=loading,
            row_height=ROW_ONE_LINE,
            edge=PANE_EDGE,
        )
        self.of = label("", bold=True)
        self._below = QFrame()
        self._below.setProperty("edge", "top")
        self.bar = ActionBar(words("hand_over.actions"), words("shell.more"))
        self.bar.acted.connect(self._act)
        self.manifests.chosen.connect(self._choose)
        self.parcels.opened.connect(self._open)
        self._lay_out(title)
        self._show_chosen()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_heading(label(title, style="section")))
        column.addWidget(self.manifests, 4)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(_heading(self.of))
        below.addWidget(self.parcels, 1)
        column.addWidget(self._below, 5)
        column.addWidget(self.bar)

    def show_manifests(self, manifests: Sequence[Manifest], clock: Clock) -> None:
        """Show the manifests; the chosen one stays chosen, else it is the newest."""
        self.manifests.show_rows([manifest_row(one, clock, self._words) for one in manifests])
        wanted = self.manifest.id if self.manifest else None
        self.manifest = next((one for one in manifests if one.id == wanted), next(iter(manifests), None))
        self._mark(manifests)
        self._show_chosen()

    def show_parcels(self, parcels: Sequence[Box], clock: Clock) -> None:
        """Show the parcels of the chosen manifest."""
        self.parcels.show_rows([parcel_row(box, clock, self._words) for box in parcels])

    def follow(self, manifest: Manifest) -> None:
        """A parcel went onto this manifest: look at it from now on."""
        if self.manifest is None or self.manifest.id != manifest.id:
            self.manifest = manifest
            self.manifests.table.setCurrentIndex(QModelIndex())

    def _mark(self, manifests: Sequence[Manifest]) -> None:
        """Show which one is chosen without saying so once more."""
        if self.manifest is not None and self.manifests.table.currentIndex().row() < 0:
            place = next(n for n, one in enumerate(manifests) if one.id == self.manifest.id)
            blocked = self.manifests.blockSignals(True)
            self.manifests.table.choose(place)
            self.manifests.blockSignals(blocked)

    def _choose(self, row: Row) -> None:
        manifest = row.facts
        if isinstance(manifest, Manifest) and (self.manifest is None or manifest.id != self.manifest.id):
            self.manifest = manifest
            self._show_chosen()
            self.chosen.emit(manifest)

    def _show_chosen(self) -> None:
        manifest, words = self.manifest, self._words
        self._below.setVisible(manifest is not None)
        self.bar.setVisible(manifest is not None)
        if manifest is None:
            return
        self.of.setText(words("hand_over.parcels_of", manifest=manifest.number))
        paper = Action("print", words("hand_over.print"), PRINT_KEY, "printer")
        if manifest.state == "open":
            deed = Action("close", words("hand_over.close"), CLOSE_KEY, "lock")
        else:
            deed = Action("reopen", words("hand_over.reopen"), REOPEN_KEY, "undo")
        self.bar.show_actions([paper, deed])

    def _act(self, name: str) -> None:
        if self.manifest is None:
            return
        deeds = {"close": self._ask_to_close, "reopen": self._ask_to_reopen, "print": self.print_asked.emit}
        deeds[name](self.manifest)

    def _ask_to_reopen(self, manifest: Manifest) -> None:
        """Why a manifest that was closed takes parcels again."""
        words = self._words
        form = Form(words)
        form.add("reason", TextField("reopen.reason", words("hand_over.reopen_why")))
        title = words("hand_over.reopen_question", manifest=manifest.number)
        note = words("hand_over.reopen_note")
        dialog = FormDialog(self, words, "reopen_dialog", title, words("hand_over.reopen"), form, note)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def decided() -> None:
            self.reopen_asked.emit(manifest, form.texts()["reason"])
            dialog.accept()

        dialog.decided.connect(decided)
        dialog.open()

    def _ask_to_close(self, manifest: Manifest) -> None:
        words, n = self._words, manifest.parcels
        consequence = words("hand_over.close_consequence", carrier=manifest.carrier, warehouse=manifest.warehouse, n=n)
        question = words("hand_over.close_question", manifest=manifest.number)
        dialog = ConfirmDialog(
            self, question, consequence, words("hand_over.close_deed", n=n), words("hand_over.close_back")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.close_asked.emit(manifest))
        dialog.open()

    def _open(self, row: Row) -> None:
        if isinstance(row.facts, Box):
            self.looked_at.emit(row.facts.number)


def _heading(title: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(PANE_EDGE, 12, PANE_EDGE, 10)
    row.addWidget(title)
    row.addStretch(1)
    return row

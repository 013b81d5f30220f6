"""The case in the middle of the page: head and cards; what it costs and what is decided stands beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.services.case_view import CaseDetail
from ui.after_sales.case_cards import EarlierCard, ReasonCard, buyer_card, talk_card, told_of
from ui.after_sales.case_head import CaseHead
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.evidence import EvidenceDialog, EvidenceTile
from ui.after_sales.units_table import units_card
from ui.deeds.history_card import HistoryCard
from ui.deeds.review_card import review_card
from ui.deeds.sending_cards import parcel_card
from ui.shared.cards import clear_layout, label
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.scrolling import bar_in_margin

MARGIN = 24
SIDE_BY_SIDE = 700  # from this width on two small cards stand beside each other


class CasePane(QFrame):
    """Shows one case.  It decides nothing."""

    evidence_added = Signal(object)  # the key of the case
    evidence_pasted = Signal(object)
    picture_wanted = Signal(object)  # EvidenceTile
    other_asked = Signal(object)  # the key of another case
    open_asked = Signal(str)  # the number of the order

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "cases.pane", words("cases.pane"))
        self._words = words
        self.detail: CaseDetail | None = None
        self._whole_history = False
        self._notes: tuple[object, ...] = ()
        self._pair: QBoxLayout | None = None
        self.dialog: EvidenceDialog | None = None
        self.reason: ReasonCard | None = None
        self._head = CaseHead(words)
        self._head.open_asked.connect(self.open_asked)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(MARGIN, 4, MARGIN, 16)
        self._cards.setSpacing(12)
        self._inner = QWidget()
        self._inner.setProperty("ground", "none")
        self._inner.setLayout(self._cards)
        self.area = named(QScrollArea(), "cases.cards", words("cases.pane"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(self._inner)
        bar_in_margin(self.area, self._cards)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.area, 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.detail = self.reason = self._pair = None
        self._head.hide()
        clear_layout(self._cards)
        self._cards.addStretch(1)
        hint = label(self._words("cases.choose_one"), tone="muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards.addWidget(hint)
        self._cards.addStretch(1)

    def show_case(self, seen: CaseSeen) -> None:
        """Show a case; the same one as before keeps its place, and no card moves when nothing changed."""
        before, detail = self.detail, seen.detail
        same = before is not None and before.row.id == detail.row.id
        self._head.show_case(seen)
        self._head.show()
        self.detail = detail
        if before is not None and same and _lasting(before) == _lasting(detail) and self._notes == seen.notes:
            return
        self._notes = seen.notes
        if not same:
            self._whole_history = False
        place = self.area.verticalScrollBar().value() if same else 0
        self._show_cards(seen)
        self._cards.activate()
        self._inner.adjustSize()
        self.area.verticalScrollBar().setValue(place)

    def show_time(self, seen: CaseSeen) -> None:
        """Only the clock has moved on."""
        self._head.show_clock(seen.detail)

    def _show_cards(self, seen: CaseSeen) -> None:
        words, detail, view = self._words, seen.detail, seen.detail.order
        clear_layout(self._cards)
        self._add(units_card(words, detail.units, detail.money.currency))
        self.reason = ReasonCard(words, detail)
        self.reason.added.connect(lambda: self.evidence_added.emit(detail.row.id))
        self.reason.pasted.connect(lambda: self.evidence_pasted.emit(detail.row.id))
        self.reason.tiles.enlarged.connect(self._enlarge)
        self._add(self.reason)
        for tile in self.reason.tiles.tiles:
            self.picture_wanted.emit(tile)
        parcels = sorted((one for one in view.parcels if one.state != "void"), key=lambda one: -one.seq)
        self._pair = QBoxLayout(self._direction())
        self._pair.setSpacing(12)
        beside: list[QWidget] = [buyer_card(words, detail)]
        beside += [parcel_card(words, view, parcel, detail.now) for parcel in parcels[:1]]
        self._cards.addLayout(self._pair)
        for card in beside:
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._pair.addWidget(card, 1)
            card.show()
        for parcel in parcels[1:]:
            self._add(parcel_card(words, view, parcel, detail.now))
        if seen.notes:
            self._add(talk_card(words, seen))
        if view.reviews:
            self._add(review_card(words, view, detail.now))
        if detail.earlier:
            earlier = EarlierCard(words, detail.earlier)
            earlier.asked.connect(self.other_asked)
            self._add(earlier)
        history = HistoryCard(words, told_of(detail), detail.now, whole=self._whole_history)
        history.unfolded.connect(self._keep_unfolded)
        self._add(history)
        self._cards.addStretch(1)

    def controls(self) -> list[QWidget]:
        """What the Tab key walks through, in reading order."""
        of_reason = self.reason.controls if self.reason is not None else []
        return [self._head.open, self.area, *of_reason]

    def _add(self, card: QWidget) -> None:
        self._cards.addWidget(card)
        card.show()  # at once, or the place scrolled to would not be there yet

    def _direction(self) -> QBoxLayout.Direction:
        roomy = self.width() >= SIDE_BY_SIDE
        return QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom

    def _keep_unfolded(self) -> None:
        self._whole_history = True

    def _enlarge(self, tile: EvidenceTile) -> None:
        assert self.reason is not None
        tiles = self.reason.tiles.tiles
        self.dialog = EvidenceDialog(self, self._words, tiles, tiles.index(tile))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pair is not None:
            self._pair.setDirection(self._direction())


def _lasting(detail: CaseDetail) -> tuple[object, ...]:
    """What the cards show; the clock and the claim are the head's."""
    return detail.row.state, detail.row.reason, detail.note, detail.order, detail.units, detail.evidence, detail.earlier

"""The cards of a case: why it was asked for with its evidence, who the buyer is, earlier cases, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_oms.formats import money
from desktop_oms.services.case_view import CaseDetail, CaseRow, case_number
from desktop_oms.services.order_view import OrderView
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.evidence import EvidenceTiles
from ui.deeds.history_words import reason_words
from ui.deeds.moments import moment, past
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.lettering import fitted_size
from ui.shared.messages import Words
from ui.shared.notices import LinkButton, link_row
from ui.shared.painting import smooth, text
from ui.shared.tokens import BODY, SECONDARY, SECTION, TITLE

OF_THE_ORDER = frozenset({("order", "confirm"), ("order", "complete"), ("parcel", "hand_over"), ("parcel", "deliver")})


class ReasonCard(Card):
    """Why, in the buyer's words, with pictures; `added` and `pasted` when more evidence shall be kept."""

    added = Signal()
    pasted = Signal()

    def __init__(self, words: Words, detail: CaseDetail) -> None:
        row = detail.row
        why = reason_words(words, row.reason) or words("cases.no_reason")
        when = moment(words, row.requested_at, detail.order.time_zone, detail.now)
        super().__init__(why[:1].upper() + why[1:], words("cases.asked_at", time=when))
        self.content.setSpacing(8)
        if detail.note:
            self.content.addWidget(label(words("cases.quoted", text=detail.note), wrap=True))
        self.tiles = EvidenceTiles(words, detail.evidence)
        if detail.evidence:
            self.content.addWidget(self.tiles)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if not detail.evidence:
            foot.addWidget(label(words("cases.no_evidence"), style="secondary", tone="muted"))
        add = Button("evidence.add", words("cases.add_evidence"), icon="plus", key="E", height=26, size=SECONDARY)
        paste = Button("evidence.paste", words("cases.paste_evidence"), key="Ctrl+V", height=26, size=SECONDARY)
        add.clicked.connect(self.added)
        paste.clicked.connect(self.pasted)
        foot.addStretch(1)
        foot.addWidget(add)
        foot.addWidget(paste)
        self.content.addLayout(foot)
        self.controls: list[QWidget] = [*self.tiles.tiles, add, paste]


class Figures(QWidget):
    """Key figures side by side: a number over its word."""

    def __init__(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """`figures` are (number, word, tone)."""
        super().__init__()
        self._figures = tuple(figures)
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{number} {word}" for number, word, _ in self._figures))

    def sizeHint(self) -> QSize:
        return QSize(250, 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        pitch = self.width() * 0.3  # the last one, a sum, takes the rest
        for place, (number, word, tone) in enumerate(self._figures):
            last = place == len(self._figures) - 1
            area = QRectF(place * pitch, 0, self.width() - place * pitch if last else pitch - 8, 48)
            px = fitted_size(number, area.width(), (TITLE, SECTION, BODY), bold=True)
            text(painter, area.x(), 13, number, px, bold=True, colour=theme.color(tone), width=area.width())
            text(painter, area.x(), 37, word, SECONDARY, colour=theme.color("muted"), width=area.width())


def buyer_card(words: Words, detail: CaseDetail) -> Card:
    """How many orders the buyer made, how often money went back, and how much was spent."""
    card, buyer = Card(words("cases.card.buyer")), detail.buyer
    spent = money(buyer.paid - buyer.refunded, detail.money.currency, words.language)
    tone = "attention" if buyer.with_refund > 1 and buyer.with_refund * 3 > buyer.orders else "text"
    card.content.addWidget(
        Figures(
            [
                (str(buyer.orders), words("cases.buyer.orders", n=buyer.orders), "text"),
                (str(buyer.with_refund), words("cases.buyer.refunds", n=buyer.with_refund), tone),
                (spent, words("cases.buyer.spent"), "text"),
            ]
        )
    )
    back = money(buyer.refunded, detail.money.currency, words.language)
    told = words("cases.buyer.given_back", amount=back) if buyer.refunded else words("cases.buyer.nothing_back")
    card.content.addWidget(label(told, style="secondary", tone="muted", wrap=True))
    return card


class EarlierCard(Card):
    """The other cases of the order; `asked(case id)` when one is to be seen."""

    asked = Signal(object)

    def __init__(self, words: Words, rows: Sequence[CaseRow]) -> None:
        super().__init__(words("cases.card.earlier"))
        for row in rows:
            number = case_number(row.number, row.seq)
            link = LinkButton(f"cases.earlier.{row.seq}", number)
            link.clicked.connect(lambda _on=False, case_id=row.id: self.asked.emit(case_id))
            line = link_row(link)
            line.addSpacing(8)
            worth = money(row.worth, row.currency, words.language) if row.worth else ""
            told = (words(f"case_kind.{row.kind}"), words(f"state.case.{row.state}"), worth)
            line.addWidget(label(" · ".join(part for part in told if part), style="secondary", tone="muted"))
            line.addStretch(1)
            self.content.addLayout(line)


def talk_card(words: Words, seen: CaseSeen) -> Card:
    """What was said beside the case, the newest first: notes, the buyer's words, messages to the buyer."""
    card = Card(words("cases.card.talk"))
    card.content.setSpacing(6)
    for note in reversed(seen.notes):
        when = past(words, note.written_at, seen.detail.order.time_zone, seen.detail.now)
        who = seen.people.get(note.author, note.author)
        head = " · ".join((when, who, words(f"note_kind.{note.kind}")))
        card.content.addWidget(label(head, style="secondary", tone="muted"))
        card.content.addWidget(label(note.text, wrap=True))
    return card


def told_of(detail: CaseDetail) -> OrderView:
    """The order with those entries of its history that tell the case's story."""
    seq = str(detail.row.seq)
    kept = tuple(
        entry
        for entry in detail.order.entries
        if (entry.machine == "case" and entry.subject == seq)
        or entry.machine == "refund"
        or (entry.machine, entry.event) in OF_THE_ORDER
    )
    return replace(detail.order, entries=kept)

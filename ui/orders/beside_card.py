"""The card of what the desk noted beside an order: tags, who takes care of it, its mates in one parcel, hints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from ui.deeds.deeds import Offered
from ui.deeds.seen import Beside
from ui.orders.trouble_cards import TroubleCard
from ui.shared.cards import label
from ui.shared.chips import Chip
from ui.shared.messages import Words


def hint_lines(words: Words, beside: Beside) -> list[str]:
    """What is worth a second look, in sentences."""
    if beside.hints is None:
        return []
    found = []
    if beside.hints.same_phone:
        numbers = words("orders.list_sign").join(beside.hints.same_phone)
        found.append(words("desk.hint_same_phone", numbers=numbers))
    return [*found, *(words("desk.hint_blocked", reason=one.reason) for one in beside.hints.blocked)]


def beside_card(words: Words, beside: Beside | None, found: Sequence[Offered]) -> TroubleCard | None:
    """The card, None when nothing was noted; an order that ships with others is let go here."""
    if beside is None:
        return None
    hints = hint_lines(words, beside)
    notes = _notes(words, beside)
    if not (beside.tags or hints or notes):
        return None
    card = TroubleCard(words, words("desk.beside"))
    if beside.tags:
        row = QHBoxLayout()
        row.setSpacing(6)
        for tag in beside.tags:
            row.addWidget(Chip(tag.name, tag.family, "tag"))
        row.addStretch(1)
        card.content.addLayout(row)
    for line, name in notes:
        row = QHBoxLayout()
        row.addWidget(label(line, wrap=True), 1)
        card.offer(row, [one for one in found if one.deed.name == name])
        card.content.addLayout(row)
    for line in hints:
        card.content.addWidget(label(line, tone="attention", wrap=True))
    if beside.hints is not None and beside.hints.blocked:
        row = QHBoxLayout()
        row.addStretch(1)
        card.offer(row, [one for one in found if one.deed.name == "unblock_buyer"])
        card.content.addLayout(row)
    return card


def _notes(words: Words, beside: Beside) -> Sequence[tuple[str, str]]:
    """What was noted, in sentences, each with the name of the deed that ends it ("": none)."""
    told = []
    if beside.owner:
        told.append((words("desk.owner", owner=beside.owner), ""))
    if beside.together:
        mates = words("orders.list_sign").join(beside.together)
        told.append((words("desk.ships_with", numbers=mates), "leave"))
    return told

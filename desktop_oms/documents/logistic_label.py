"""The logistic label of a box or pallet: from, to, what it is, and its SSCC as GS1-128.

After the GS1 Logistic Label Guideline: the parties on top, the facts in the middle, the code alone at the bottom; bars
32 mm high with modules of 4 dots, and no letter lower than 3 mm.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.documents.content import LogisticContent, Party
from desktop_oms.documents.layout import BOLD_RULE, RULE, Sheet
from desktop_oms.documents.party import PARTY_GAP, fit_party, in_one_line, least_height
from desktop_oms.documents.sizes import Size

SIZES = ("4x6in", "A6")

# Capitals of the font are 0.733 of the type size: 12 points make them 3.1 mm high.
SMALLEST_TYPE = 12.0
SSCC_KEY = "00"
BARS, READABLE = 32.0, 8.0
FROM, WORD = 25.0, 12.0
FACT_ROW = 12.5
GAP, PAD = 2.0, 1.5


def lay_out(content: LogisticContent, size: Size, dpi: float) -> list[Sheet]:
    """The label as one sheet; raises OmsError when a text or the code does not fit."""
    return [_Logistic(content, size, dpi).filled()]


def readable(sscc: str) -> str:
    """An SSCC as people compare it: extension digit, the rest in groups, the check digit."""
    return f"(00) {sscc[0]} {sscc[1:8]} {sscc[8:17]} {sscc[17:]}"


class _Logistic:
    """One logistic label being laid out; `y` is where the next band begins."""

    def __init__(self, content: LogisticContent, size: Size, dpi: float) -> None:
        self.content, self.size = content, size
        self.sheet = Sheet(size.width, size.height, dpi, content.language, SMALLEST_TYPE)
        self.left, self.inner = size.margin, size.width - 2 * size.margin
        self.y = size.margin - 1

    def filled(self) -> Sheet:
        """Sender, receiver with what the others leave, facts, code."""
        content, sheet = self.content, self.sheet
        facts = self._facts()
        code = BARS + READABLE + 2 * GAP
        people = self.size.height - self.size.margin - self.y - code - FACT_ROW * len(facts)
        sender, receiver = in_one_line(content.sender), in_one_line(content.receiver)
        needed, receiver_needs = (self._least_height(party) for party in (sender, receiver))
        above = max(needed, min(FROM, people - receiver_needs))
        self._party("from", sender, above, 13, 12)
        sheet.line(self.left, self.left + self.inner, self.y)
        self._party("to", receiver, people - above, 22, 17)
        sheet.line(self.left, self.left + self.inner, self.y, BOLD_RULE)
        for row in facts:
            self._row(row)
        sheet.line(self.left, self.left + self.inner, self.y, BOLD_RULE)
        self._code()
        return sheet

    def _facts(self) -> list[list[tuple[str, str]]]:
        """The facts two by two; a row with nothing in it is left out."""
        content, say = self.content, self.sheet.say
        pieces = say("qty"), say("pieces", n=content.pieces) if content.pieces else ""
        rows = [
            [
                (say("order_no"), content.order_no),
                (say("parcel"), say("of", n=content.parcel_no, m=content.parcel_count)),
            ],
            [(say("carrier"), content.carrier), (say("weight"), content.weight) if content.weight else pieces],
        ]
        return [[fact for fact in row if fact[1]] for row in rows if any(value for _, value in row)]

    def _party(self, way: str, party: Party, height: float, name_size: float, address_size: float) -> None:
        """A party beside its word: name and phone, then the address."""
        sheet, y = self.sheet, self.y + PAD
        box, where_box = ("receiver", "receiver_address") if way == "to" else ("sender", "sender")
        sheet.cell(sheet.say(f"{way}_word"), box, (self.left, y, WORD, 5), SMALLEST_TYPE, bold=True)
        left, room = self.left + WORD + GAP, self.inner - WORD - GAP
        sizes = (name_size, address_size)
        name, where = fit_party(sheet, party, (box, where_box), (room, height - 2 * PAD), sizes)
        below = sheet.place(name, left, y, bold=True)
        sheet.place(where, left, below + PARTY_GAP)
        self.y += height

    def _least_height(self, party: Party) -> float:
        """The height of a party's band in the smallest type."""
        return least_height(party, self.inner - WORD - GAP, SMALLEST_TYPE) + 2 * PAD

    def _row(self, facts: Sequence[tuple[str, str]]) -> None:
        """A row of facts: the word small above the value."""
        sheet, step = self.sheet, self.inner / max(1, len(facts))
        for place, (word, value) in enumerate(facts):
            x = self.left + place * step + (GAP if place else 0)
            room = step - (GAP if place else 0) - GAP
            sheet.cell(word, "facts", (x, self.y + 0.8, room, 4.8), SMALLEST_TYPE)
            sheet.cell(value, "facts", (x, self.y + 5.6, room, 5.8), 15, bold=True)
        self.y += FACT_ROW
        sheet.line(self.left, self.left + self.inner, self.y, RULE)

    def _code(self) -> None:
        """The SSCC readable, then as bars; only quiet zones at its sides."""
        sheet, content = self.sheet, self.content
        area = (self.left, self.y + GAP / 2, self.inner, READABLE)
        sheet.cell(f"SSCC {readable(content.sscc)}", "sscc", area, 15, bold=True, align=0.5)
        top = self.y + GAP / 2 + READABLE
        sheet.code128(SSCC_KEY + content.sscc, (1, top, self.size.width - 2, BARS), gs1=True)

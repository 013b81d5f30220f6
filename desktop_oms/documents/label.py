"""The shipping label 面单: carrier, sort code, waybill barcode, receiver, sender, and the parcel's own facts.

Bands from top to bottom, their heights in parts of the paper's: the sorter reads the code from two metres, the
courier the receiver from one, the warehouse the foot from near by.
"""

from __future__ import annotations

from desktop_oms.documents.content import LabelContent, Party
from desktop_oms.documents.layout import RULE, Sheet
from desktop_oms.documents.party import PARTY_GAP, fit_party, in_one_line, least_height
from desktop_oms.documents.sizes import Size
from desktop_oms.documents.text import SMALLEST

SIZES = ("100x150", "76x130", "100x180", "4x6in", "A4-2up", "A4-4up")

# Heights of the bands for a label of 150 mm.
CARRIER, SORT_CODE, WAYBILL, COLLECT, SENDER, FOOT = 13.0, 23.0, 33.0, 11.0, 18.0, 29.0
GAP = 2.0
# The usual margin, and the width that the type sizes are made for.
EDGE, WIDTH = 4.0, 92.0
# Type grows with labels that are larger by a tenth and more.
LARGER_FROM = 1.1
# The badges beside receiver and sender, equally wide, and the room they take.
BADGE, SMALL_BADGE, BADGE_WIDTH, BADGE_AIR, BADGE_ROOM = 9.0, 6.5, 10.0, 0.4, 12.0
# A long sender may take so much of the room of both parties.
SENDER_AT_MOST = 0.42
# What sort code and bars together may give up for long parties, of a label of 150 mm.
SQUEEZED_AT_MOST = 12.0
# So far the QR code's quiet zone may reach into the blank margin at the right.
QR_OUTDENT = 2.5
SEPARATOR = " · "


def lay_out(content: LabelContent, size: Size, dpi: float) -> list[Sheet]:
    """The label as one sheet; raises OmsError when a text or a code does not fit."""
    return [_Label(content, size, dpi).filled()]


class _Label:
    """One label being laid out; `y` is where the next band begins."""

    def __init__(self, content: LabelContent, size: Size, dpi: float) -> None:
        self.content, self.size = content, size
        self.receiver, self.sender = in_one_line(content.receiver), in_one_line(content.sender)
        self.sheet = Sheet(size.width, size.height, dpi, content.language)
        # a label on a sheet keeps clear of the edge that no office printer reaches
        inset = max(0.0, size.margin - EDGE)
        self.bottom = size.height - inset
        self.scale = (self.bottom - inset) / 150
        self.left, self.inner = size.margin, size.width - 2 * size.margin
        larger = min(self.scale, self.inner / WIDTH)
        self.type = larger if larger > LARGER_FROM else 1.0
        self.y = inset
        self.squeezed = self._squeezed()

    def filled(self) -> Sheet:
        """All bands; the receiver gets what the others leave."""
        content = self.content
        self._carrier()
        if content.sort_code:
            self._sort_code()
        self._waybill()
        if content.collect:
            self._collect()
        foot = FOOT * self.scale
        people = self.bottom - foot - self.y
        sender = min(max(SENDER * self.scale, self._least_height(self.sender)), people * SENDER_AT_MOST)
        self._party("to", self.receiver, people - sender, 17 * self.type, 15 * self.type)
        self._party("from", self.sender, sender, 10.5 * self.type, 9.5 * self.type)
        self._foot(foot)
        return self.sheet

    def _band(self, height: float) -> tuple[float, float, float, float]:
        """The next band's area with a rule below it."""
        area = (self.left, self.y, self.inner, height)
        self.y += height
        self.sheet.line(self.left, self.left + self.inner, self.y)
        return area

    def _carrier(self) -> None:
        x, y, room, height = self._band(CARRIER * self.scale)
        content = self.content
        count = self.sheet.say("of", n=content.parcel_no, m=content.parcel_count)
        counted = room * 0.24
        name = " ".join(filter(None, (content.carrier, content.service)))
        size = 17 * self.type
        self.sheet.cell(name, "carrier", (x, y, room - counted - GAP, height), size, bold=True)
        self.sheet.cell(count, "carrier", (x + room - counted, y, counted, height), size, bold=True, align=1)

    def _sort_code(self) -> None:
        x, y, room, height = self._band(SORT_CODE * self.scale - self.squeezed)
        area = (x + GAP, y, room - 2 * GAP, height)
        self.sheet.cell(self.content.sort_code, "sort_code", area, 54 * self.type, bold=True, align=0.5)

    def _waybill(self) -> None:
        _, y, _, height = self._band(WAYBILL * self.scale - self.squeezed)
        words = 7.0 * self.scale
        across = self.size.width
        # the code's own quiet zone may reach into the margin, which is blank as well
        self.sheet.code128(self.content.waybill, (1, y + 3, across - 2, height - words - 3.5))
        area = (self.left, y + height - words - 0.2, self.inner, words)
        self.sheet.cell(self.content.waybill, "waybill", area, 13 * self.type, bold=True, align=0.5)

    def _collect(self) -> None:
        x, y, room, height = self._band(COLLECT * self.scale)
        text = f"{self.sheet.say('collect')}  {self.content.collect}"
        self.sheet.box(x, y + 1, room, height - 2, 0, filled=True)
        self.sheet.cell(
            text, "collect", (x + GAP, y + 1, room - 2 * GAP, height - 2), 18 * self.type, bold=True, white=True
        )

    def _party(self, way: str, party: Party, height: float, name_size: float, address_size: float) -> None:
        """Receiver ("to", badge in black) or sender ("from", badge in outline): name and phone, then the address."""
        x, y, room, height = self._band(height)
        y, height = y + GAP, height - 2 * GAP
        is_receiver = way == "to"
        box = "receiver" if is_receiver else "sender"
        badge = (BADGE if is_receiver else SMALL_BADGE) * self.scale
        self.sheet.box(x, y, BADGE_WIDTH * self.scale, badge, RULE, filled=is_receiver)
        word, area = self.sheet.say(f"{way}_badge"), (x + BADGE_AIR, y, BADGE_WIDTH * self.scale - 2 * BADGE_AIR, badge)
        self.sheet.cell(word, box, area, badge * 1.5, bold=True, align=0.5, white=is_receiver)
        left = x + BADGE_ROOM * self.scale
        room -= BADGE_ROOM * self.scale
        boxes = (box, "receiver_address" if is_receiver else box)
        name, where = fit_party(self.sheet, party, boxes, (room, height), (name_size, address_size))
        # one line of name stands level with the badge's middle, if there is room
        spare = height - name.height - PARTY_GAP - where.height
        level = max(0.0, min((badge - name.height) / 2, spare))
        below = self.sheet.place(name, left, y + level, bold=True)
        self.sheet.place(where, left, below + PARTY_GAP)

    def _squeezed(self) -> float:
        """How many mm sort code and bars each give up so that two long parties fit in the smallest type."""
        bands = (
            CARRIER + WAYBILL + FOOT + SORT_CODE * bool(self.content.sort_code) + COLLECT * bool(self.content.collect)
        )
        room = self.bottom - self.y - bands * self.scale
        needed = self._least_height(self.receiver) + max(SENDER * self.scale, self._least_height(self.sender))
        return min(max(0.0, needed - room), SQUEEZED_AT_MOST * self.scale) / 2

    def _least_height(self, party: Party) -> float:
        """The height of a party's band in the smallest type."""
        return least_height(party, self.inner - BADGE_ROOM * self.scale, SMALLEST) + 2 * GAP

    def _foot(self, height: float) -> None:
        """Order, pieces and weight, print number and time at the left; the QR code at the right."""
        content, sheet = self.content, self.sheet
        side = min(height - 1.5, self.inner * 0.36)
        code = sheet.qr(content.qr or content.waybill, self.left + self.inner - side + QR_OUTDENT, self.y + 0.5, side)
        weighed = (sheet.say("pieces", n=content.pieces) if content.pieces else "", content.weight)
        printed = (sheet.say("print", n=content.print_no), content.printed_at)
        ordered = sheet.say("order", number=content.order_no)
        rows = (ordered, SEPARATOR.join(filter(None, weighed)), SEPARATOR.join(filter(None, printed)))
        step = (height - 2 * GAP) / 3
        room = self.inner - code - GAP
        for number, row in enumerate(rows):
            sheet.cell(row, "footer", (self.left, self.y + GAP + number * step, room, step), 10.5 * self.type)

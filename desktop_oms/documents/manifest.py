"""The manifest 交接单: what one carrier takes from one warehouse on one day, for two signatures.

Each page tells its own parcels and the sum so far, so that a page taken alone is still worth its signature.
"""

from __future__ import annotations

from desktop_oms.documents.content import ManifestContent, ManifestRow
from desktop_oms.documents.layout import BOLD_RULE, RULE, THIN, Sheet
from desktop_oms.documents.pages import PLAIN, SMALL, Pages, columns_across
from desktop_oms.documents.sizes import Size
from desktop_oms.documents.text import Fitted, height_of, width

SIZES = ("A4",)

GAP = 1.5
HEAD_ROW, ROW = 6.0, 7.4
TOTALS, SIGNED = 8.0, 30.0
TICK = 4.2
# The type from which a destination is rather broken than made smaller, and its lines at most.
SHORTEST, MOST_LINES = 9.0, 4


def lay_out(content: ManifestContent, size: Size, dpi: float) -> list[Sheet]:
    """The manifest's pages; raises OmsError when a text or the code does not fit."""
    return _Manifest(content, size, dpi).filled()


class _Manifest:
    """One manifest being laid out; `rows` counts the parcels of each page."""

    def __init__(self, content: ManifestContent, size: Size, dpi: float) -> None:
        self.content = content
        self.pages = Pages(size, dpi, content.language, reserve=TOTALS)
        self.rows: list[int] = []
        widths = [("no", 12.0, 0.0), ("waybill", 62.0, 0.0), ("order_no", 0.0, 0.0), ("destination", 34.0, 0.0)]
        widths += [("weight", 22.0, 1.0), ("taken", 16.0, 0.5)]
        self.columns = columns_across(self.pages.left, self.pages.inner, widths)

    def filled(self) -> list[Sheet]:
        """Head, the parcels, signatures, and the totals of every page."""
        content, pages = self.content, self.pages
        say = pages.sheet.say
        pages.heading(say("manifest"), content.carrier, content.manifest)
        pages.facts(
            (
                (say("carrier"), content.carrier),
                (say("warehouse"), content.warehouse or content.house),
                (say("day"), content.day),
                (say("closed_at"), content.closed_at or say("still_open")),
                (say("parcels"), str(len(content.rows))),
            )
        )
        pages.y = self._table_head(pages.sheet, pages.y)
        pages.head = self._table_head
        for number, row in enumerate(content.rows, 1):
            self._row(number, row)
        pages.head = lambda _, y: y
        pages.place(SIGNED, self._signed)
        self._totals()
        house = content.house or content.warehouse
        return pages.finished("  ".join(filter(None, (house, content.manifest, content.printed_at))))

    def _table_head(self, sheet: Sheet, y: float) -> float:
        """The words over the columns; printed again on every further page."""
        for column in self.columns.values():
            area = (column.x, y, column.width - (GAP if column.align == 0 else 0), HEAD_ROW)
            sheet.cell(sheet.say(column.word), "line", area, SMALL, bold=True, align=column.align)
        sheet.line(self.pages.left, self.pages.left + self.pages.inner, y + HEAD_ROW, BOLD_RULE)
        return y + HEAD_ROW + GAP / 2

    def _row(self, number: int, row: ManifestRow) -> None:
        """One parcel: its number on the list, waybill in bold, order, town, weight, and a box to tick."""
        texts = {
            "no": (str(number), False),
            "waybill": (row.waybill, True),
            "order_no": (row.order_no, False),
            "weight": (row.weight, False),
        }
        town, broken = self.columns["destination"], self._destination(row.destination)
        height = max(ROW, broken.height + GAP)

        def paint(on: Sheet, y: float) -> None:
            for word, (text, bold) in texts.items():
                column = self.columns[word]
                area = (column.x, y, column.width - (GAP if column.align == 0 else 0), height - 0.6)
                on.cell(text, "line", area, 11 if bold else PLAIN, bold=bold, align=column.align)
            if len(broken.lines) > 1:
                on.place(broken, town.x, y + (height - 0.6 - broken.height) / 2)
            else:
                on.cell(row.destination, "line", (town.x, y, town.width - GAP, height - 0.6), broken.size)
            tick = self.columns["taken"]
            on.box(tick.x + (tick.width - TICK) / 2, y + (height - 0.6 - TICK) / 2, TICK, TICK, RULE)
            thickness = RULE if number % 5 == 0 else THIN
            on.line(self.pages.left, self.pages.left + self.pages.inner, y + height - 0.3, thickness)

        self.pages.place(height, paint)
        self.rows += [0] * (len(self.pages.sheets) - len(self.rows))
        self.rows[-1] += 1

    def _destination(self, town: str) -> Fitted:
        """Town and district in one line while they can be read so; the long ones of the west and the north in more."""
        sheet, room = self.pages.sheet, self.columns["destination"].width - GAP
        if width(town, SHORTEST) <= room:
            return sheet.fit_line(town, "line", room, PLAIN)
        return sheet.fit(town.replace(" ", "\n"), "line", (room, height_of(MOST_LINES, SHORTEST)), SHORTEST)

    def _totals(self) -> None:
        """At the bottom of each page: its own parcels, and all up to here of all."""
        so_far, pages = 0, self.pages
        for place, sheet in enumerate(pages.sheets):
            here = self.rows[place] if place < len(self.rows) else 0
            so_far += here
            y = pages.end + 0.5
            sheet.line(pages.left, pages.left + pages.inner, y, RULE)
            half = pages.inner / 2
            page = sheet.say("parcels_on_page", n=here)
            whole = sheet.say("parcels_so_far", n=so_far, m=len(self.content.rows))
            sheet.cell(page, "line", (pages.left, y, half, TOTALS - 1), 11, bold=True)
            sheet.cell(whole, "line", (pages.left + half, y, half, TOTALS - 1), 11, bold=True, align=1)

    def _signed(self, on: Sheet, y: float) -> None:
        """Two places to sign: the house that gives, the carrier that takes, each with name and time."""
        pages, half = self.pages, self.pages.inner / 2
        for place, word in enumerate(("given_by", "taken_by")):
            x = pages.left + place * (half + 2)
            room = half - 2
            on.box(x, y + 4, room, SIGNED - 5, RULE)
            on.cell(on.say(word), "line", (x + 2, y + 5, room - 4, 6), PLAIN, bold=True)
            on.cell(on.say("signature"), "line", (x + 2, y + SIGNED - 8.5, room * 0.5, 6), SMALL)
            on.cell(on.say("name_and_time"), "line", (x + room * 0.5, y + SIGNED - 8.5, room * 0.5 - 2, 6), SMALL)
            on.line(x + 2, x + room * 0.46, y + SIGNED - 9, THIN)
            on.line(x + room * 0.5, x + room - 2, y + SIGNED - 9, THIN)

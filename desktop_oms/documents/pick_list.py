"""The pick list 拣货单: which bin, what, how many, for which basket; sorted by bin, A-2 before A-10.

Bin and quantity are large, to be read with a trolley in the other hand; a wave's code at the top opens it by scan.
On a roll of 80 mm each line is a small card of its own.
"""

from __future__ import annotations

import re

from desktop_oms.documents.content import PickLine, PickListContent
from desktop_oms.documents.layout import BOLD_RULE, RULE, Sheet
from desktop_oms.documents.pages import PLAIN, SMALL, Pages, columns_across
from desktop_oms.documents.sizes import Size
from desktop_oms.documents.text import Fitted

SIZES = ("A4", "A5", "80mm")

GAP = 2.0
HEAD_ROW = 6.0
LOWEST_ROW = 11.0
BOX = (12.0, 7.0)
TIMES = "×"
SEPARATOR = " · "


def bin_order(line: PickLine) -> tuple[tuple[bool, int, str], ...]:
    """By bin as people count: runs of digits as numbers, the rest as text; lines without a bin come last."""
    pieces = re.findall(r"\d+|\D+", line.bin)
    if not pieces:
        return ((True, 0, "\U0010ffff"),)
    return tuple((not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces)


def lay_out(content: PickListContent, size: Size, dpi: float) -> list[Sheet]:
    """The list's pages; raises OmsError when a text or the code does not fit."""
    return _PickList(content, size, dpi).filled()


class _PickList:
    """One pick list being laid out."""

    def __init__(self, content: PickListContent, size: Size, dpi: float) -> None:
        self.content = content
        self.pages = Pages(size, dpi, content.language)
        part = self.pages.inner / 100
        widths = [("bin", 19 * part, 0.0), ("item", 0.0, 0.0), ("basket", 15 * part, 0.0)]
        widths += [("qty", 11 * part, 0.5), ("short", 11 * part, 0.5)]
        self.columns = columns_across(self.pages.left, self.pages.inner, widths)

    def filled(self) -> list[Sheet]:
        """Head, then the lines by bin."""
        content, pages = self.content, self.pages
        say = pages.sheet.say
        total = say("pick_total", lines=len(content.lines), n=sum(line.qty for line in content.lines))
        named = SEPARATOR.join((say("wave", number=content.wave), say("print", n=content.print_no)))
        pages.heading(say("pick_list"), named, content.wave)
        pages.facts(
            (
                (say("picker"), content.picker),
                (say("warehouse"), content.warehouse),
                (say("printed_at"), content.printed_at),
                (say("qty"), total),
            )
        )
        if not pages.narrow:
            pages.y = self._table_head(pages.sheet, pages.y)
            pages.head = self._table_head
        for line in sorted(content.lines, key=bin_order):
            if pages.narrow:
                self._card(line)
            else:
                self._row(line)
        return pages.finished(say("wave", number=content.wave))

    def _table_head(self, sheet: Sheet, y: float) -> float:
        """The words over the columns; printed again on every further page."""
        for column in self.columns.values():
            area = (column.x, y, column.width - GAP, HEAD_ROW)
            sheet.cell(sheet.say(column.word), "line", area, SMALL, bold=True, align=column.align)
        sheet.line(self.pages.left, self.pages.left + self.pages.inner, y + HEAD_ROW, BOLD_RULE)
        return y + HEAD_ROW + GAP

    def _goods(self, line: PickLine, room: float) -> list[tuple[Fitted, bool]]:
        """Name, spec in bold, and SKU, as the fitted text and whether it is bold."""
        sheet, longest = self.pages.sheet, self.pages.longest
        parts = (
            (sheet.fit(line.name, "line", (room, longest * 0.4), PLAIN), False),
            (sheet.fit(line.spec, "line", (room, longest * 0.3), 11, bold=True), True),
            (sheet.fit(line.sku, "line", (room, longest * 0.1), 9), False),
        )
        return [part for part in parts if part[0].lines]

    def _row(self, line: PickLine) -> None:
        """One line of the table on a sheet."""
        pages, columns = self.pages, self.columns
        goods = self._goods(line, columns["item"].width - GAP)
        height = max(LOWEST_ROW, sum(part.height + 0.8 for part, _ in goods) + GAP)

        def paint(on: Sheet, y: float) -> None:
            level = LOWEST_ROW - GAP
            at = y
            for part, bold in goods:
                at = on.place(part, columns["item"].x, at, bold=bold) + 0.8
            self._bin(on, line, (columns["bin"].x, y, columns["bin"].width - GAP, 7), 18)
            qty, basket, short = columns["qty"], columns["basket"], columns["short"]
            on.cell(str(line.qty), "line", (qty.x, y, qty.width - GAP, level), 22, bold=True, align=0.5)
            on.cell(line.basket, "line", (basket.x, y, basket.width - GAP, 5.5), 13, bold=True)
            on.cell(line.order_no, "line", (basket.x, y + 5.5, basket.width - GAP, 4), SMALL)
            on.box(short.x, y + 1, short.width - GAP, BOX[1], RULE)
            on.line(pages.left, pages.left + pages.inner, y + height)

        pages.place(height, paint, after=GAP)

    @staticmethod
    def _bin(on: Sheet, line: PickLine, area: tuple[float, float, float, float], size: float) -> None:
        """The bin, large; that there is none stands there in small, so that nobody takes the gap for a misprint."""
        if line.bin:
            on.cell(line.bin, "line", area, size, bold=True)
        else:
            on.cell(on.say("no_bin"), "line", area, PLAIN)

    def _card(self, line: PickLine) -> None:
        """One line as a card on a roll: bin and quantity on top, the goods, then basket and shortage."""
        pages = self.pages
        goods = self._goods(line, pages.inner)
        body = sum(part.height + 0.8 for part, _ in goods)
        top, below = 9.0, 9.0
        left, inner = pages.left, pages.inner

        def paint(on: Sheet, y: float) -> None:
            self._bin(on, line, (left, y, inner * 0.68, top), 22)
            on.cell(f"{TIMES}{line.qty}", "line", (left + inner * 0.7, y, inner * 0.3, top), 26, bold=True, align=1)
            at = y + top + 0.8
            for part, bold in goods:
                at = on.place(part, left, at, bold=bold) + 0.8
            basket = on.say("basket_at", basket=line.basket) if line.basket else ""
            words = "  ".join(filter(None, (basket, line.order_no)))
            on.cell(words, "line", (left, at, inner * 0.62, below - GAP), 12, bold=True)
            right = left + inner - BOX[0]
            on.cell(on.say("short"), "line", (right - 18, at, 16.5, below - GAP), 9, align=1)
            on.box(right, at + 0.2, *BOX)
            on.line(left, left + inner, y + top + 0.8 + body + below)

        pages.place(top + 0.8 + body + below, paint, after=GAP)

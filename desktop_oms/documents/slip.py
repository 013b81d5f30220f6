"""The packing slip 装箱单: what was ordered, what lies in this parcel, and what is still to follow.

It goes into the parcel and is read by the buyer; prices are printed only where the store switched them on.  Long orders
run over several pages, each with the order number and "page n of m".
"""

from __future__ import annotations

from desktop_oms.documents.content import SlipContent, SlipLine
from desktop_oms.documents.layout import BOLD_RULE, THIN, Sheet
from desktop_oms.documents.pages import PLAIN, SMALL, Pages, columns_across
from desktop_oms.documents.sizes import Size
from desktop_oms.documents.text import height_of

SIZES = ("A5", "A4", "100x150")

GAP = 1.5
HEAD_ROW = 6.0
ORDER_ROW = 5.5
MONEY_WIDTH = 180.0
NONE = "–"
SEPARATOR = ", "
MOST_MATES = 2


def lay_out(content: SlipContent, size: Size, dpi: float) -> list[Sheet]:
    """The slip's pages; raises OmsError when a text or the code does not fit."""
    return _Slip(content, size, dpi).filled()


def numbers_of(content: SlipContent) -> str:
    """The numbers of all orders in the box; of more than three how many others, as each stands over its goods."""
    if len(content.mates) > MOST_MATES:
        return f"{content.order_no} +{len(content.mates)}"
    return SEPARATOR.join((content.order_no, *content.mates))


class _Slip:
    """One slip being laid out."""

    def __init__(self, content: SlipContent, size: Size, dpi: float) -> None:
        self.content = content
        self.pages = Pages(size, dpi, content.language)
        number = 15.0 if self.pages.narrow else 18.0
        # only A4 has room for columns of money; elsewhere they stand below the goods
        self.money_columns = content.prices and size.width > MONEY_WIDTH
        widths = [("item", 0.0, 0.0), ("ordered", number, 1.0), ("packed", number, 1.0), ("to_follow", number, 1.0)]
        if self.money_columns:
            widths += [("price", 22.0, 1.0), ("amount", 22.0, 1.0)]
        self.columns = columns_across(self.pages.left, self.pages.inner, widths)

    def filled(self) -> list[Sheet]:
        """Head, receiver, lines, sums, notes."""
        content, pages = self.content, self.pages
        say = pages.sheet.say
        pages.heading(say("slip"), content.store, content.order_no, content.logo)
        pages.facts(
            (
                (say("order_no"), numbers_of(content)),
                (say("placed"), content.placed_at),
                (say("parcel"), say("parcel_of", n=content.parcel_no, m=content.parcel_count)),
                (say("carrier"), content.carrier),
            )
        )
        self._receiver()
        pages.y = self._table_head(pages.sheet, pages.y)
        pages.head = self._table_head
        of = ""
        for line in content.lines:
            if line.of != of:
                of = line.of
                self._order(of)
            self._line(line)
        pages.head = lambda _, y: y
        self._sums()
        for note in content.buyer_notes:
            pages.note(say("buyer_note"), note)
        pages.note(say("gift_message"), content.gift_message)
        pages.note(say("return_policy"), content.return_policy)
        self._thanks()
        return pages.finished(f"{content.store}  {content.order_no}")

    def _receiver(self) -> None:
        pages, party = self.pages, self.content.receiver
        sheet, room = pages.sheet, pages.inner
        who = "  ".join(filter(None, (party.name, party.phone)))
        y = sheet.place(sheet.fit_line(sheet.say("ship_to"), "receiver", room, SMALL), pages.left, pages.y) + 0.6
        y = sheet.place(sheet.fit(who, "receiver", (room, 12), 11, bold=True), pages.left, y, bold=True) + 1
        where = sheet.fit(party.address, "receiver_address", (room, 18), PLAIN)
        pages.y = sheet.place(where, pages.left, y) + 3

    def _table_head(self, sheet: Sheet, y: float) -> float:
        """The words over the columns; printed again on every further page."""
        for column in self.columns.values():
            area = (column.x, y, column.width - (GAP if column.align == 0 else 0), HEAD_ROW)
            sheet.cell(sheet.say(column.word), "line", area, SMALL, bold=True, align=column.align)
        sheet.line(self.pages.left, self.pages.left + self.pages.inner, y + HEAD_ROW, BOLD_RULE)
        return y + HEAD_ROW + GAP

    def _line(self, line: SlipLine) -> None:
        """Name, in bold the spec and a gift's word, then SKU; the numbers stand level with the name's first line."""
        pages = self.pages
        sheet, item = pages.sheet, self.columns["item"]
        room, longest = item.width - GAP, pages.longest
        name = sheet.fit(line.name, "line", (room, longest * 0.4), PLAIN)
        told = (line.spec, sheet.say("gift") if line.gift else "")
        spec = sheet.fit(" · ".join(filter(None, told)), "line", (room, longest * 0.3), 9, bold=True)
        sku = sheet.fit(line.sku, "line", (room, longest * 0.1), SMALL)
        money = sheet.fit(self._money(line), "line", (room, longest * 0.1), SMALL)
        parts = [(part, part is spec) for part in (name, spec, sku, money) if part.lines]
        height = sum(part.height + 0.8 for part, _ in parts) + GAP
        level = height_of(1, PLAIN)

        def paint(on: Sheet, y: float) -> None:
            at = y
            for part, bold in parts:
                at = on.place(part, item.x, at, bold=bold) + 0.8
            for word, text, bold in self._numbers(line):
                column = self.columns[word]
                on.cell(text, "line", (column.x, y, column.width, level), PLAIN, bold=bold, align=1)
            on.line(pages.left, pages.left + pages.inner, y + height, THIN)

        pages.place(height, paint, after=GAP)

    def _order(self, number: str) -> None:
        """Whose goods follow, where several orders are in one box."""
        pages = self.pages

        def paint(on: Sheet, y: float) -> None:
            said = pages.sheet.say("order", number=number)
            on.cell(said, "line", (pages.left, y, pages.inner, ORDER_ROW), 10, bold=True)

        pages.place(ORDER_ROW, paint, after=GAP)

    def _numbers(self, line: SlipLine) -> list[tuple[str, str, bool]]:
        """The numbers of a line as (column, text, bold)."""
        numbers = [
            ("ordered", str(line.ordered), False),
            ("packed", str(line.packed), True),
            ("to_follow", str(line.to_follow) if line.to_follow else NONE, False),
        ]
        if self.money_columns:
            numbers += [("price", line.price, False), ("amount", line.amount, False)]
        return numbers

    def _money(self, line: SlipLine) -> str:
        """Price and amount in words, where prices are wanted and there are no columns for them."""
        if self.money_columns or not self.content.prices:
            return ""
        say = self.pages.sheet.say
        return f"{say('price')} {line.price}   {say('amount')} {line.amount}"

    def _sums(self) -> None:
        content, pages = self.content, self.pages
        pieces = pages.sheet.say("pieces_in_parcel", n=sum(line.packed for line in content.lines))
        total = pages.sheet.say("total", amount=content.total) if content.prices and content.total else ""
        besides = pages.sheet.fit(self._besides(), "line", (pages.inner, pages.longest * 0.1), SMALL)
        above = besides.height + GAP if besides.lines else 0.0

        def paint(on: Sheet, y: float) -> None:
            half = pages.inner / 2
            on.place(besides, pages.left, y, room=pages.inner, align=1)
            on.cell(pieces, "line", (pages.left, y + above, half, 7), 11, bold=True)
            on.cell(total, "line", (pages.left + half, y + above, half, 7), 11, bold=True, align=1)

        pages.place(above + 7, paint, after=2)

    def _besides(self) -> str:
        """What the total holds besides the goods, in words: a slip with prices adds up."""
        if not self.content.prices:
            return ""
        say = self.pages.sheet.say
        amounts = {"shipping": self.content.shipping, "discount": self.content.discount, "tax": self.content.tax}
        return "   ".join(say(name, amount=amount) for name, amount in amounts.items() if amount)

    def _thanks(self) -> None:
        """The store's last word to the buyer, in the middle."""
        pages = self.pages
        shown = pages.sheet.fit(self.content.thanks, "note", (pages.inner, pages.longest / 4), 12, bold=True)
        if not shown.lines:
            return

        def paint(on: Sheet, y: float) -> None:
            on.place(shown, pages.left, y + 1, bold=True, room=pages.inner, align=0.5)

        pages.place(shown.height + 2, paint, after=1)

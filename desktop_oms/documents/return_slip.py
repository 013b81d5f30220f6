"""The return slip 退货单, and the inspection sheet: what comes back, why, where to, and boxes to mark what came.

The buyer lays the slip into the parcel; the receiving bench scans its case and counts.  The bench's own sheet bears the
same lines with larger boxes and a place for the clerk's name.
"""

from __future__ import annotations

from desktop_oms.documents.content import ReturnContent, ReturnLine
from desktop_oms.documents.layout import BOLD_RULE, RULE, THIN, Sheet
from desktop_oms.documents.pages import PLAIN, SMALL, Pages
from desktop_oms.documents.sizes import Size

SIZES = ("A5", "100x150")

GAP = 1.5
FOUND = ("good", "damaged", "wrong", "missing")
QTY, WORD = 14.0, 4.5
TIMES = "×"


def lay_out(content: ReturnContent, size: Size, dpi: float) -> list[Sheet]:
    """The slip's pages; raises OmsError when a text or the code does not fit."""
    return _Return(content, size, dpi).filled()


class _Return:
    """One return slip being laid out."""

    def __init__(self, content: ReturnContent, size: Size, dpi: float) -> None:
        self.content = content
        self.pages = Pages(size, dpi, content.language)
        # a thumb's width on paper: the boxes are written into by hand
        self.box = (9.0, 6.0) if self.pages.narrow else (14.0, 7.5)
        if content.bench:
            self.box = (self.box[0] * 1.15, self.box[1] * 1.25)

    def filled(self) -> list[Sheet]:
        """Head, where to, goods with their boxes, what the bench adds."""
        content, pages = self.content, self.pages
        say = pages.sheet.say
        title = say("inspection" if content.bench else "return_slip")
        pages.heading(title, content.store, content.case_no, content.logo)
        facts = [
            (say("order_no"), content.order_no),
            (say("case_kind"), content.kind),
            (say("buyer"), content.buyer),
            (say("asked_at"), content.asked_at),
            (say("waybill"), content.waybill),
        ]
        pages.facts(facts)
        if content.deadline and not content.bench:
            self._deadline()
        if not content.bench:
            self._return_to()
        self._heading(say("goods_back" if not content.bench else "goods_expected"))
        for line in content.lines:
            self._line(line)
        self._note()
        if content.bench:
            self._signed()
        else:
            self._help()
        return pages.finished(f"{content.store}  {content.case_no}")

    def _deadline(self) -> None:
        """By when it must be posted, in white on black: the one thing a buyer must not miss."""
        pages = self.pages
        text = pages.sheet.say("deadline", day=self.content.deadline)

        def paint(on: Sheet, y: float) -> None:
            on.box(pages.left, y, pages.inner, 8, 0, filled=True)
            area = (pages.left + 2, y, pages.inner - 4, 8)
            on.cell(text, "facts", area, 13, bold=True, align=0.5, white=True)

        pages.place(8, paint, after=2.5)

    def _return_to(self) -> None:
        """The return address in a frame, to be copied onto the parcel."""
        pages, party = self.pages, self.content.return_to
        room = pages.inner - 6
        title = pages.sheet.fit_line(pages.sheet.say("return_to"), "return_to", room, SMALL, bold=True)
        who = "  ".join(filter(None, (party.name, party.phone)))
        name = pages.sheet.fit(who, "return_to", (room, 14), 14, bold=True)
        where = pages.sheet.fit(party.address, "return_to", (room, 22), 12)
        height = title.height + name.height + where.height + 2.4 + 5

        def paint(on: Sheet, y: float) -> None:
            on.box(pages.left, y, pages.inner, height, BOLD_RULE)
            at = on.place(title, pages.left + 3, y + 2.5, bold=True) + 1.2
            at = on.place(name, pages.left + 3, at, bold=True) + 1.2
            on.place(where, pages.left + 3, at)

        pages.place(height, paint, after=3)

    def _heading(self, word: str) -> None:
        pages = self.pages
        hint = pages.sheet.say("inspection_hint")

        def paint(on: Sheet, y: float) -> None:
            third = pages.inner * 0.36
            on.cell(word, "line", (pages.left, y, third - 1, 5.5), 10, bold=True)
            area = (pages.left + third, y, pages.inner - third, 5.5)
            on.cell(hint, "line", area, SMALL, align=1)
            on.line(pages.left, pages.left + pages.inner, y + 6, BOLD_RULE)

        pages.place(6, paint, after=2)

    def _line(self, line: ReturnLine) -> None:
        """Name, spec in bold, SKU and reason; the pieces large at the right; below, a box for each finding."""
        pages = self.pages
        sheet, room, longest = pages.sheet, pages.inner - QTY - GAP, pages.longest
        reason = sheet.say("reason", text=line.reason) if line.reason else ""
        name = sheet.fit(line.name, "line", (room, longest * 0.3), PLAIN)
        spec = sheet.fit(line.spec, "line", (room, longest * 0.2), 11, bold=True)
        sku = sheet.fit(line.sku, "line", (room, longest * 0.1), 9)
        why = sheet.fit(reason, "line", (room, longest * 0.2), 9, bold=True)
        parts = [(part, part is spec or part is why) for part in (name, spec, sku, why) if part.lines]
        body = max(8.0, sum(part.height + 0.8 for part, _ in parts))
        height = body + self.box[1] + (WORD if pages.narrow else 0) + 2.4 * GAP

        def paint(on: Sheet, y: float) -> None:
            at = y
            for part, bold in parts:
                at = on.place(part, pages.left, at, bold=bold) + 0.8
            area = (pages.left + pages.inner - QTY, y - 0.6, QTY, 8)
            on.cell(f"{TIMES}{line.qty}", "line", area, 20, bold=True, align=1)
            self._boxes(on, y + body + GAP)
            on.line(pages.left, pages.left + pages.inner, y + height, THIN)

        pages.place(height, paint, after=2 * GAP)

    def _boxes(self, on: Sheet, y: float) -> None:
        """Four boxes side by side, each before its word, on narrow paper below it; the words in one size."""
        step = self.pages.inner / len(FOUND)
        size, bold = (10.0, True) if self.content.bench else (9.0, False)
        wide, tall = self.box
        room = step - 2 if self.pages.narrow else step - wide - 2.4
        words = [on.say(f"found_{word}") for word in FOUND]
        size = min(on.fit_line(word, "line", room, size, bold=bold).size for word in words)
        for place, said in enumerate(words):
            x = self.pages.left + place * step
            if self.pages.narrow:
                on.cell(said, "line", (x, y, room, WORD), size, bold=bold)
                on.box(x, y + WORD, room, tall, RULE)
            else:
                on.box(x, y, wide, tall, RULE)
                on.cell(said, "line", (x + wide + 1.2, y, room, tall), size, bold=bold)

    def _note(self) -> None:
        """What the buyer wrote."""
        text = self.content.note.strip()
        if text:
            self.pages.note(self.pages.sheet.say("case_note"), text)

    def _help(self) -> None:
        """What the buyer does with the slip."""
        self.pages.note(self.pages.sheet.say("how_to_return"), self.pages.sheet.say("how_to_return_text"))

    def _signed(self) -> None:
        """Who counted, and when: written by hand."""
        pages = self.pages
        words = ("inspected_by", "inspected_at")
        height = 14.0

        def paint(on: Sheet, y: float) -> None:
            step = pages.inner / len(words)
            for place, word in enumerate(words):
                x = pages.left + place * step
                on.cell(on.say(word), "line", (x, y, step - 3, 5), SMALL)
                on.line(x, x + step - 3, y + height - 1)

        pages.place(height, paint)

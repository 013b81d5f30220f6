"""Documents that run over several pages: what slips, lists and sheets have in common.

A document places blocks from top to bottom; what does not fit any more goes to the next page, below that page's own
head. Page numbers are written at the end, when their count is known.  On a roll there is one page, as long as it
needs to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_oms.documents.content import Logo
from desktop_oms.documents.layout import RULE, THIN, Sheet
from desktop_oms.documents.sizes import Size
from desktop_oms.documents.text import Fitted, height_of, width

# The longest roll printed at once, in mm: five metres of list are a mistake.
ROLL_LIMIT = 5000.0
FOOT = 7.0
SMALL, PLAIN = 8.0, 10.0
NARROW = 110.0
CODE_HEIGHT, CODE_WORDS = 12.0, 5.0
# The quiet zone of a code at the right edge reaches into the margin, so that the bars end with the text.
QUIET_MM = 3.75
# A logo may take so much of the room of the title, and so much stays free beside it.
LOGO_SHARE, LOGO_GAP = 0.42, 3.0
FACTS_APART = 4.0

Paint = Callable[[Sheet, float], object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its left edge and width in mm and its word; `align` is 0 left, 0.5 centre, 1 right."""

    x: float
    width: float
    word: str = ""
    align: float = 0.0


def columns_across(left: float, room: float, widths: Sequence[tuple[str, float, float]]) -> dict[str, Column]:
    """Columns side by side from (word, width, align); the one of width 0 takes what the others leave."""
    spare = room - sum(wide for _, wide, _ in widths)
    columns, x = {}, left
    for word, wide, align in widths:
        columns[word] = Column(x, wide or spare, word, align)
        x += wide or spare
    return columns


class Pages:
    """The pages of one document; `y` is where the next block goes on the last of them.

    `reserve` mm above the foot of each page are kept free for what the document adds at the end.
    """

    def __init__(self, size: Size, dpi: float, language: str, reserve: float = 0.0) -> None:
        self.reserve = reserve
        self.size, self.dpi, self.language = size, dpi, language
        self.left, self.inner = size.margin, size.width - 2 * size.margin
        self.height = ROLL_LIMIT if size.roll else size.height
        self.sheets: list[Sheet] = []
        self.head: Callable[[Sheet, float], float] = lambda _, y: y
        self.y = 0.0
        self.turn()

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def narrow(self) -> bool:
        """Whether the paper is a label or a roll, where things stand below each other."""
        return self.size.width < NARROW

    @property
    def end(self) -> float:
        """Where blocks must end on a page, above its foot."""
        return self.height - self.size.margin - FOOT - self.reserve

    @property
    def longest(self) -> float:
        """The height in mm that a block may have at most: a fresh page below its head."""
        return self.end - self.size.margin - 2 * FOOT

    def turn(self) -> None:
        """Begin the next page with the document's head."""
        self.sheets.append(Sheet(self.size.width, self.height, self.dpi, self.language))
        self.y = self.head(self.sheet, self.size.margin)

    def place(self, height: float, paint: Paint, after: float = 0.0) -> None:
        """Paint a block of that height here, or on the next page if it does not fit; `after` is the gap below it."""
        if self.y + height > self.end + 0.01:
            self.turn()
        paint(self.sheet, self.y)
        self.y += height + after

    def finished(self, foot: str) -> list[Sheet]:
        """All pages with `foot` and the page number at the bottom of each."""
        if self.size.roll:
            self.sheet.height = self.y + FOOT + self.size.margin
        count = len(self.sheets)
        for number, sheet in enumerate(self.sheets, 1):
            y = sheet.height - self.size.margin - FOOT + 2
            area = (self.left, y, self.inner * 0.6, FOOT - 2)
            sheet.line(self.left, self.left + self.inner, y)
            sheet.cell(foot, "footer", area, SMALL)
            area = (self.left + self.inner * 0.6, y, self.inner * 0.4, FOOT - 2)
            sheet.cell(sheet.say("page", page=number, pages=count), "footer", area, SMALL, align=1)
        return self.sheets

    def heading(self, title: str, subtitle: str, code: str, logo: Logo | None = None) -> None:
        """Logo, title and subtitle at the left and the document's Code 128 at the right; on narrow paper below them."""
        sheet, x, y = self.sheet, self.left, self.y
        room = self.inner if self.narrow else self.inner * 0.46
        title_height, subtitle_height = (7.0, 6.0) if self.narrow else (10.0, 8.0)
        shown_logo = sheet.picture(logo, (x, y, room * LOGO_SHARE, title_height + subtitle_height - 1))
        beside = shown_logo + LOGO_GAP if shown_logo else 0.0
        sheet.cell(title, "heading", (x + beside, y, room - beside, title_height), 16 if self.narrow else 20, bold=True)
        shown = sheet.fit(subtitle, "heading", (room - beside, subtitle_height), 11)
        sheet.place(shown, x + beside, y + title_height + 0.5)
        if self.narrow:
            y += title_height + subtitle_height
            sheet.code128(code, (1, y + 1, self.size.width - 2, CODE_HEIGHT))
            align = 0.5
        else:
            x, room = x + room, self.inner - room
            sheet.code128(code, (x, y + 1, room + QUIET_MM, CODE_HEIGHT), 1)
            align = 1.0
        y += 1 + CODE_HEIGHT
        sheet.cell(code, "heading", (x, y, room, CODE_WORDS), 11, bold=True, align=align)
        self.y = y + CODE_WORDS + 1.5

    def note(self, title: str, text: str) -> None:
        """A note in a frame under its word; nothing where there is none."""
        if not text.strip():
            return
        room = self.inner - 4
        shown = self.sheet.fit(text, "note", (room, self.longest - 12), PLAIN)
        word = self.sheet.fit_line(title, "note", room, SMALL, bold=True)
        height = word.height + 1 + shown.height + 4

        def paint(on: Sheet, y: float) -> None:
            on.box(self.left, y, self.inner, height, THIN)
            below = on.place(word, self.left + 2, y + 2, bold=True) + 1
            on.place(shown, self.left + 2, below)

        self.place(height, paint, after=2)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Facts as small word above, value in bold below, side by side between two rules; empty ones are left out."""
        shown = [fact for fact in facts if fact[1]]
        across = 2 if self.narrow else max(1, len(shown))
        self._rule(2.0)
        for start in range(0, len(shown), across):
            self._facts_row(shown[start : start + across], self.inner / across)
        if shown:
            self._rule(2.0)

    def _facts_row(self, facts: Sequence[tuple[str, str]], step: float) -> None:
        tallest = 0.0
        word_height = height_of(1, SMALL)
        for number, (word, value) in enumerate(facts):
            x = self.left + number * step
            fitted = self._fact(value, step - FACTS_APART)
            self.sheet.place(self.sheet.fit_line(word, "facts", step - FACTS_APART, SMALL), x, self.y)
            self.sheet.place(fitted, x, self.y + word_height + 0.6, bold=True)
            tallest = max(tallest, fitted.height)
        self.y += word_height + 0.6 + tallest + 2.0

    def _fact(self, value: str, room: float) -> Fitted:
        """A fact in one line, smaller if need be; in two lines where the smallest type is still too wide."""
        if width(value, SMALL, bold=True) <= room:
            return self.sheet.fit_line(value, "facts", room, PLAIN, bold=True)
        return self.sheet.fit(value, "facts", (room, height_of(2, PLAIN)), PLAIN, bold=True)

    def _rule(self, after: float) -> None:
        self.sheet.line(self.left, self.left + self.inner, self.y, RULE)
        self.y += after

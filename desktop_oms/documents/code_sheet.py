"""Sheets of codes: the commands of a bench, quantities, badges, locations, products; each a card to scan or cut out.

The word is large, to be found by the eye; the bars stand below, with room around them, so that a scanner held over one
card cannot read its neighbour's.
"""

from __future__ import annotations

from desktop_oms.documents.content import CodeCard, CodeSection, CodeSheetContent
from desktop_oms.documents.layout import THIN, Sheet
from desktop_oms.documents.pages import PLAIN, SMALL, Pages
from desktop_oms.documents.sizes import POINTS_PER_MM, Size
from desktop_oms.documents.text import width

SIZES = ("A4",)

PAD, TITLE, GUTTER = 2.0, 8.0, 3.0
CODE_WORDS, HINT, LONGEST_HINT = 4.5, 4.5, 11.0
# Of the room that code, hint and their words leave, so much is the word's.
WORD_SHARE = 0.40
LARGEST_WORD = 44.0


def lay_out(content: CodeSheetContent, size: Size, dpi: float) -> list[Sheet]:
    """The sheet's pages; raises OmsError when a text or a code does not fit."""
    pages = Pages(size, dpi, content.language)
    sheet = pages.sheet
    sheet.cell(content.title, "heading", (pages.left, pages.y, pages.inner, 10), 20, bold=True)
    subtitle = sheet.fit(content.subtitle, "heading", (pages.inner, 10), 11)
    pages.y = sheet.place(subtitle, pages.left, pages.y + 11) + 4
    for section in content.sections:
        _section(pages, section)
    return pages.finished(content.title)


def _section(pages: Pages, section: CodeSection) -> None:
    """The section's title with its first row of cards, then the other rows."""
    wide = (pages.inner - GUTTER * (section.columns - 1)) / section.columns
    for start in range(0, len(section.cards), section.columns):
        row = section.cards[start : start + section.columns]
        title = section.title if start == 0 else ""
        above = TITLE if title else 0.0

        def paint(on: Sheet, y: float, title: str = title, row: tuple[CodeCard, ...] = row) -> None:
            top = y + (TITLE if title else 0.0)
            on.cell(title, "heading", (pages.left, y, pages.inner, TITLE - 1), 12, bold=True)
            for place, card in enumerate(row):
                area = (pages.left + place * (wide + GUTTER), top, wide, section.height)
                _card(on, card, area)

        pages.place(above + section.height, paint, after=GUTTER)


def _card(on: Sheet, card: CodeCard, area: tuple[float, float, float, float]) -> None:
    """One card: the word, what it means, the bars, and the code in letters."""
    x, y, wide, tall = area
    on.box(x, y, wide, tall, THIN)
    inner = (x + PAD, wide - 2 * PAD)
    # the names of goods are longer than one line
    broken = on.fit(card.hint, "card", (inner[1], LONGEST_HINT), PLAIN)
    long = width(card.hint, SMALL) > inner[1]
    hint = broken.height + 0.5 if long else HINT * bool(card.hint)
    room = tall - 2 * PAD - hint - CODE_WORDS
    word = room * WORD_SHARE
    largest = min(LARGEST_WORD, word * 0.8 * POINTS_PER_MM)
    on.cell(card.word, "card", (inner[0], y + PAD, inner[1], word), largest, bold=True, align=0.5)
    if long:
        on.place(broken, inner[0], y + PAD + word, room=inner[1], align=0.5)
    else:
        on.cell(card.hint, "card", (inner[0], y + PAD + word, inner[1], HINT), PLAIN, align=0.5)
    top = y + PAD + word + hint + 1
    on.code128(card.code, (x, top, wide, room - word - 1.5))
    on.cell(card.code, "card", (inner[0], y + tall - PAD - CODE_WORDS + 0.5, inner[1], CODE_WORDS), SMALL, align=0.5)

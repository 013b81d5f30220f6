"""From contents to bytes: one call for one document or for a batch, as PDF or as ZPL.

A batch comes out in the order it was given, with the fonts embedded once.  Nothing is cut off or left out silently:
what does not fit raises an OmsError that names the document, what prints with a blemish is told in `Printed.notices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any, cast

from desktop_oms.documents import (
    code_sheet,
    label,
    logistic_label,
    manifest,
    pdf,
    pick_list,
    return_slip,
    slip,
    zpl,
)
from desktop_oms.documents.content import (
    CodeSheetContent,
    Content,
    LabelContent,
    LogisticContent,
    ManifestContent,
    PickListContent,
    ReturnContent,
    SlipContent,
)
from desktop_oms.documents.imposing import imposed
from desktop_oms.documents.layout import Notice, Page, Sheet
from desktop_oms.documents.sizes import SIZES, Size, paper_size, printer_dpi
from desktop_oms.documents.text import clean, missing_characters, with_marks
from desktop_oms.domain.errors import OmsError
from desktop_oms.words import say

FORMATS = ("pdf", "zpl", "raster")
LAID_OUT_BY: dict[type, ModuleType] = {
    LabelContent: label,
    SlipContent: slip,
    PickListContent: pick_list,
    LogisticContent: logistic_label,
    ReturnContent: return_slip,
    ManifestContent: manifest,
    CodeSheetContent: code_sheet,
}
# Read by sorters and couriers: a word in place of an emoji helps nobody there.
WITHOUT_EMOJI = (LabelContent, LogisticContent)
# The sizes of each document by the name that people and jobs know it by, the usual one first.
SIZES_OF: dict[str, tuple[str, ...]] = {
    "label": label.SIZES,
    "slip": slip.SIZES,
    "picklist": pick_list.SIZES,
    "logistic": logistic_label.SIZES,
    "return": return_slip.SIZES,
    "inspection": return_slip.SIZES,
    "manifest": manifest.SIZES,
    "commands": code_sheet.SIZES,
    "badges": code_sheet.SIZES,
    "locations": code_sheet.SIZES,
    "products": code_sheet.SIZES,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished print: the file's bytes, its number of pages, and what a person should know about it."""

    data: bytes
    pages: int
    notices: tuple[Notice, ...] = ()


def sizes_of(content: Content) -> tuple[str, ...]:
    """The paper sizes a document comes in, the usual one first."""
    return cast("tuple[str, ...]", LAID_OUT_BY[type(content)].SIZES)


def render(content: Content, size: str = "", fmt: str = "pdf", dpi: float = 203.2, start: int = 1) -> Printed:
    """One document on paper of that size (empty: the usual one), for a printer of `dpi` dots per inch."""
    return render_many([content], size, fmt, dpi, start)


def render_many(
    contents: Sequence[Content], size: str = "", fmt: str = "pdf", dpi: float = 203.2, start: int = 1
) -> Printed:
    """All documents in one file, in the order given.

    On a sheet of labels the first one goes to place `start` (from 1), where earlier ones were peeled off.  Raises
    OmsError naming the document when something does not fit; then nothing is printed.
    """
    if not contents:
        raise OmsError("nothing_to_print")
    if fmt not in FORMATS:
        raise OmsError("paper_format_unknown", format=fmt)
    resolution = printer_dpi(dpi)
    pages: list[Page] = []
    notices: list[Notice] = []
    paper = SIZES["A4"]
    for content in contents:
        offered = sizes_of(content)
        paper = paper_size(size or offered[0], offered)
        try:
            cleaned, missing = printable(content)
            sheets = lay_out(cleaned, paper.cell, resolution)
        except OmsError as error:
            raise OmsError(error.code, **(error.facts | {"number": content.number})) from None
        if missing:
            notices.append(Notice("missing_characters", {"number": content.number, "characters": missing}))
        notices.extend(notice for sheet in sheets for notice in sheet.notices)
        pages.extend(sheet.page() for sheet in sheets)
    pages = imposed(pages, paper, start)
    data = painted(pages, fmt, clean(contents[0].number))
    return Printed(data, len(pages), tuple(notices))


def painted(pages: Sequence[Page], fmt: str, title: str = "") -> bytes:
    """Finished pages as PDF, as ZPL, or ("raster") as ZPL whose codes are dots too."""
    if fmt == "pdf":
        return pdf.paint(pages, title)
    return zpl.paint(pages) if fmt == "zpl" else zpl.paint_dots(pages)


def lay_out(content: Content, size: Size, dpi: float) -> list[Sheet]:
    """The sheets of a cleaned content."""
    return cast("list[Sheet]", LAID_OUT_BY[type(content)].lay_out(content, size, dpi))


def printable(content: Content) -> tuple[Content, str]:
    """The content with only text that can be printed, and the characters that no font has (they became 〓)."""
    emoji = "" if isinstance(content, WITHOUT_EMOJI) else say("document.emoji", content.language)
    missing: dict[str, None] = {}
    return cast("Content", _cleaned(content, emoji, missing)), "".join(missing)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a content that are text to be read; what goes into a code or chooses the words is left alone."""
    kept = (*getattr(kind, "coded", ()), "language")
    return tuple(field.name for field in fields(kind) if field.name not in kept)


def _cleaned(value: Any, emoji: str, missing: dict[str, None]) -> Any:
    """Text cleaned, wherever in the dataclass it stands; the same object where nothing had to change."""
    if isinstance(value, str):
        return _cleaned_text(value, emoji, missing)
    if isinstance(value, tuple):
        return tuple(_cleaned(part, emoji, missing) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for name in _names(type(value)):
        old = getattr(value, name)
        new = _cleaned(old, emoji, missing)
        if new is not old and new != old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _cleaned_text(text: str, emoji: str, missing: dict[str, None]) -> str:
    cleaned = clean(text, emoji)
    unknown = missing_characters(cleaned)
    if not unknown:
        return cleaned
    missing.update(dict.fromkeys(unknown))
    return with_marks(cleaned, unknown)

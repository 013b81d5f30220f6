"""Pages as pictures: for the preview on screen and for printers that take dots.

pdfium draws the PDF itself, so a picture cannot say anything else than the paper.  pdfium is not made for several
threads at once: one works at a time.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import Any

from PIL import Image

from desktop_oms.documents.sizes import MM_PER_INCH
from desktop_oms.domain.errors import OmsError

_ONE_AT_A_TIME = threading.RLock()


def _opened(pdf: bytes) -> Any:
    """The PDF in pdfium, which is loaded only now: a label sent as PDF need not wait 60 ms for it."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - kept off the way to the first label

    return pypdfium2.PdfDocument(pdf)


def pictures(pdf: bytes, dpi: float) -> Iterator[Image.Image]:
    """Every page of the PDF in shades of grey at that resolution, in order."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
    number = 0
    try:
        while True:
            with _ONE_AT_A_TIME:
                if number == len(document):
                    return
                picture = document[number].render(scale=dpi / 72, grayscale=True).to_pil()
            yield picture
            number += 1
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height in mm of every page of a PDF from outside; raises OmsError `label_not_readable` for none."""
    import pypdfium2  # noqa: PLC0415 - kept off the way to the first label

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise OmsError("label_not_readable") from None
        try:
            return [tuple(side * MM_PER_INCH / 72 for side in page.get_size()) for page in document]
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def preview(pdf: bytes, dpi: float = 96, page: int = 0) -> bytes:
    """One page (counted from 0) of the PDF as a PNG file for the screen."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            picture = document[page].render(scale=dpi / 72).to_pil()
        finally:
            document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()

"""Pages as pictures: for the preview on screen and for printers that take dots.

pdfium draws the PDF itself, so a picture cannot say anything else than the paper.  pdfium is not made for several
threads at once; callers use it from one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image


def _opened(pdf: bytes) -> Any:
    """The PDF in pdfium, which is loaded only now: a label sent as PDF need not wait 60 ms for it."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - kept off the way to the first label

    return pypdfium2.PdfDocument(pdf)


def pictures(pdf: bytes, dpi: float) -> Iterator[Image.Image]:
    """Every page of the PDF in shades of grey at that resolution, in order."""
    document = _opened(pdf)
    try:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def preview(pdf: bytes, dpi: float = 96, page: int = 0) -> bytes:
    """One page (counted from 0) of the PDF as a PNG file for the screen."""
    document = _opened(pdf)
    try:
        picture = document[page].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()

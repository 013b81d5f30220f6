"""Pages as pictures: for the preview on screen and for printers that take dots.

pdfium draws the PDF itself, so a picture cannot say anything else than the paper.  pdfium is not made for several
threads at once; callers use it from one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image


def pictures(pdf: bytes, dpi: float) -> Iterator[Image.Image]:
    """Every page of the PDF in shades of grey at that resolution, in order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def preview(pdf: bytes, dpi: float = 96, page: int = 0) -> bytes:
    """One page (counted from 0) of the PDF as a PNG file for the screen."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()

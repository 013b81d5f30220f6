"""A store's logo, made fit for paper: checked, on white, no larger than paper can show, and the same bytes for ever.

A file from outside is only looked at within limits: kind by its content, size before a pixel is read.
"""

from __future__ import annotations

import io

from PIL import Image

from desktop_oms.documents.content import Logo
from desktop_oms.domain.errors import OmsError

KINDS = ("PNG", "JPEG")
MOST_BYTES = 2_000_000
MOST_PIXELS = 20_000_000
# 22 mm, the widest a logo is printed, at 600 dots per inch.
WIDEST, TALLEST = 520, 520
FLATTEST = 12  # times as wide as high, or as high as wide


def logo_from(data: bytes) -> Logo:
    """The logo in a PNG or JPEG file of at most 2 MB.

    Raises OmsError `logo_too_large` (bytes, or pixels), `logo_not_readable`, `logo_too_flat`.
    """
    if len(data) > MOST_BYTES:
        raise OmsError("logo_too_large", limit=MOST_BYTES // 1_000_000)
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise OmsError("logo_too_large", limit=MOST_BYTES // 1_000_000)
            if max(picture.width, picture.height) > FLATTEST * min(picture.width, picture.height):
                raise OmsError("logo_too_flat")
            return _on_white(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise OmsError("logo_not_readable") from None


def _on_white(picture: Image.Image) -> Logo:
    """The picture without transparency and without what the file says besides (camera, place, author)."""
    shown = picture.convert("RGBA")
    shown.thumbnail((WIDEST, TALLEST))
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown.getchannel("A"))
    buffer = io.BytesIO()
    paper.save(buffer, "PNG", optimize=True)
    return Logo(buffer.getvalue(), *paper.size)

"""A logo from outside is looked at within limits and comes out fit for paper."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from desktop_oms.documents.logo import MOST_BYTES, TALLEST, WIDEST, logo_from
from desktop_oms.domain.errors import OmsError


def file_of(picture: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def test_a_transparent_picture_stands_on_white_and_is_made_small() -> None:
    logo = logo_from(file_of(Image.new("RGBA", (2000, 1000), (0, 0, 0, 0)), "PNG"))
    assert (logo.width, logo.height) == (WIDEST, TALLEST // 2)
    picture = Image.open(io.BytesIO(logo.data))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (logo.width, logo.height))
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_loses_what_its_file_says_besides() -> None:
    photograph = Image.new("RGB", (300, 200), "red")
    about = Image.Exif()
    about[0x010E] = "taken at home"
    buffer = io.BytesIO()
    photograph.save(buffer, "JPEG", exif=about)
    assert b"taken at home" in buffer.getvalue()
    assert b"taken at home" not in logo_from(buffer.getvalue()).data


def bomb(width: int, height: int) -> bytes:
    """A PNG file of some bytes that claims to be huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    whole = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        whole += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo_not_readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_not_readable"),
        (file_of(Image.new("RGB", (20, 20)), "GIF"), "logo_not_readable"),
        (file_of(Image.new("RGB", (200, 200)), "PNG")[:90], "logo_not_readable"),
        (bomb(60_000, 60_000), "logo_not_readable"),
        (bomb(9_000, 9_000), "logo_too_large"),
        (b"\x89PNG" + bytes(MOST_BYTES), "logo_too_large"),
        (file_of(Image.new("RGB", (400, 20)), "PNG"), "logo_too_flat"),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(OmsError) as refused:
        logo_from(data)
    assert refused.value.code == code

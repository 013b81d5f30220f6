"""Which kind of file this is and in which encoding its text stands.

Marketplaces export UTF-8 with and without a byte order mark and GB18030 (GBK); spreadsheets add UTF-16.  Bytes that are
none of these are never guessed at: the person is asked (`file_encoding_unknown`) and names the encoding.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError

CHOICES = ("utf-8", "gb18030", "big5", "shift_jis", "euc-kr", "windows-1252", "utf-16")
"""Encodings a person may name when the file does not tell."""

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "file_is_pdf"),
    (b"\x89PNG", "file_is_picture"),
    (b"\xff\xd8\xff", "file_is_picture"),
    (b"GIF8", "file_is_picture"),
    (b"BM\x36", "file_is_picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_old_excel"),
    (b"Rar!", "file_is_archive"),
    (b"7z\xbc\xaf", "file_is_archive"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"SQLite format 3\0", "file_is_database"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding's name, and where its text begins (after the mark) and ends (before a cut-off character)."""

    name: str
    start: int
    end: int


def refuse_wrong_kind(data: bytes, name: str) -> None:
    """Raise `OmsError` for what is no table: nothing, a PDF, a picture, an old .xls, a web page saved as .xls."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise OmsError("file_empty", file=name)
    for magic, code in _KINDS:
        if data.startswith(magic):
            raise OmsError(code, file=name)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<div")):
        raise OmsError("file_is_web_page", file=name)


def detect(data: bytes, name: str, wanted: str | None = None) -> Encoding:
    """The encoding of a text: byte order mark, the one wanted, strict UTF-8, believable GB18030, else an error."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, name, encoding, len(mark))
    if wanted:
        return _checked(data, name, wanted, 0)
    if b"\0" in data[:4096]:
        _refuse_binary(data, name)
    end = _utf8_end(data)
    if end is not None:
        return Encoding("utf-8", 0, end)
    if _decodes(data, "gb18030") and _reads_like_chinese(data):
        return Encoding("gb18030", 0, len(data))
    raise OmsError("file_encoding_unknown", file=name)


def _refuse_binary(data: bytes, name: str) -> None:
    """A NUL or two may be dirt in a cell; many of them are a program, a picture or UTF-16 without its mark."""
    if data[:4096].count(0) * 50 > len(data[:4096]):
        raise OmsError("file_is_not_text", file=name)


def _checked(data: bytes, name: str, encoding: str, start: int) -> Encoding:
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        raise OmsError("file_encoding_wrong", file=name, encoding=encoding) from None
    if known in ("utf-8", "utf-8-sig"):
        end = _utf8_end(data)
        if end is not None:
            return Encoding("utf-8", start, end)
    elif _decodes(data[start:] if start else data, encoding):
        return Encoding(encoding, start, len(data))
    raise OmsError("file_encoding_wrong", file=name, encoding=encoding)


def _utf8_end(data: bytes) -> int | None:
    """Where valid UTF-8 ends: the whole length, or before a last character cut in two; None when it is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _CHUNK):
            decoder.decode(data[at : at + _CHUNK])
    except UnicodeDecodeError:
        return None
    return len(data) - len(decoder.getstate()[0])


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        for at in range(0, len(data), _CHUNK):
            decoder.decode(data[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _reads_like_chinese(data: bytes) -> bool:
    """Whether most letters are everyday characters (GB 2312): Latin-1 and Big5 also decode as GB18030, to rubbish."""
    sample = data[:200_000].decode("gb18030", "ignore")
    letters = [letter for letter in sample if letter > "\x7f"]
    everyday = sum(1 for letter in letters if letter.encode("gb2312", "ignore"))
    return everyday * 10 >= len(letters) * 8

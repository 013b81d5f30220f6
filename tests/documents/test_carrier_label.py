"""A carrier's ZPL is told from anything else in one look, however the file is made."""

from __future__ import annotations

import pytest

from desktop_oms.documents.carrier_label import Looked, look_at
from desktop_oms.domain.errors import OmsError

LABEL = b"^XA^PW800^LL1200^FDSF1420^FS^XZ"
MANY = 900_000  # of a few bytes each: a file of nearly 5 MB


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (LABEL, "100x150"),
        (b" \n" + LABEL + LABEL + b"\n", "100x150"),
        (b"~JSN\n^MTD\n" + LABEL, "100x150"),
        (b"^XA^LL600^PW800^FDno length behind its width^FS^XZ", "76x130"),
        (b"^XA" + b"^PW10" * MANY + b"^XZ", "76x130"),
    ],
)
def test_zpl_is_known_by_its_beginning_and_its_end(data: bytes, size: str) -> None:
    assert look_at(data, "76x130") == Looked("zpl", size)


@pytest.mark.parametrize(
    "data",
    [b"", b"^XA", b"^XZ", b"^XAXZ", b"PK" + LABEL, LABEL + b"more", b"^XA" * MANY, b"~JA" * MANY + b"^XA"],
)
def test_what_is_no_zpl_is_refused(data: bytes) -> None:
    with pytest.raises(OmsError, match="label_not_readable"):
        look_at(data)

"""The files the program ships with are found, or missed in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.documents.font import Font
from desktop_oms.domain.errors import OmsError
from desktop_oms.resources import resource


def test_fonts_and_their_licence_are_found() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")


def test_a_missing_file_is_told_by_name() -> None:
    with pytest.raises(OmsError) as missed:
        resource("fonts", "Nothing.ttf")
    assert (missed.value.code, missed.value.facts) == ("resource_missing", {"name": "fonts/Nothing.ttf"})


@pytest.mark.parametrize("length", [4, 300, 4000])
def test_a_damaged_font_is_told_by_name(tmp_path: Path, length: int) -> None:
    whole = resource("fonts", "NotoSansSC-RareHan.ttf").read_bytes()
    (tmp_path / "broken.ttf").write_bytes(whole[:length])
    with pytest.raises(OmsError) as told:
        Font(tmp_path / "broken.ttf")
    assert (told.value.code, told.value.facts) == ("font_broken", {"name": "broken.ttf"})

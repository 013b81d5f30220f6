"""The user guide: both languages tell the same pages, with pictures that the program draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.pages import PAGES
from ui.pictures import PICTURES

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
PICTURE = re.compile(r"\]\(\.\./images/(\w+?)_(zh_CN|en)_light\.png\)")


@pytest.mark.parametrize(("file", "language"), [("en.md", "en"), ("zh.md", "zh_CN")])
def test_every_page_is_shown_by_a_picture_there_is(file: str, language: str) -> None:
    shown = PICTURE.findall((GUIDE / file).read_text(encoding="utf-8"))
    known = {picture.name: picture.page for picture in PICTURES}
    assert {spoken for _, spoken in shown} == {language}
    assert [name for name, _ in shown if name not in known] == []
    main = {"orders", "packing", "hand_over", "importing", "stock", "tasks", "settings", "first_run"}
    assert {known[name] for name, _ in shown} == main <= {spec.name for spec in PAGES}


def test_both_languages_tell_the_same() -> None:
    english, chinese = ((GUIDE / name).read_text(encoding="utf-8") for name in ("en.md", "zh.md"))
    assert [name for name, _ in PICTURE.findall(english)] == [name for name, _ in PICTURE.findall(chinese)]
    assert english.count("\n## ") == chinese.count("\n## ")

"""Saved mappings: carried from shop to shop as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused

MAPPING = {"order_no": "单号", "sku": "编码", "qty": "数量"}


def test_a_mapping_goes_out_and_comes_in_again(app: App, tmp_path: Path) -> None:
    desk = app.people.actor("desk")
    app.profiles.save(desk, "批发", MAPPING)
    file = app.profiles.write("批发", tmp_path / "mapping.json")
    assert app.profiles.remove(desk, "批发").columns == MAPPING
    assert app.profiles.all() == []
    assert app.profiles.read(desk, file).name == "批发"
    assert [(one.name, one.columns) for one in app.profiles.all()] == [("批发", MAPPING)]


def test_a_bare_mapping_is_called_as_its_file(app: App, tmp_path: Path) -> None:
    (tmp_path / "shop b.json").write_text('{"sku": "SKU"}', encoding="utf-8")
    assert app.profiles.read(app.people.actor("desk"), tmp_path / "shop b.json").name == "shop b"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no mapping", "file_mapping_unreadable"),
        ("[1]", "file_mapping_unreadable"),
        ('{"sku": 7}', "file_mapping_unreadable"),
        ('{"colour": "x"}', "file_mapping_field_unknown"),
        ('{"name": "taobao", "columns": {"sku": "x"}}', "profile_name_taken"),
        ('{"sku": "' + "x" * 1_000_001 + '"}', "file_mapping_unreadable"),
    ],
)
def test_what_is_no_mapping_is_refused(app: App, tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(OmsError, match=code):
        app.profiles.read(app.people.actor("desk"), tmp_path / "x.json")
    assert app.profiles.all() == []


def test_a_mapping_nobody_has_and_a_role_that_may_not(app: App, tmp_path: Path) -> None:
    for deed in (
        lambda: app.profiles.write("x", tmp_path / "x"),
        lambda: app.profiles.remove(app.people.actor("desk"), "x"),
    ):
        with pytest.raises(OmsError, match="import_profile_gone"):
            deed()
    with pytest.raises(OmsError, match="file_not_found"):
        app.profiles.read(app.people.actor("desk"), tmp_path / "none.json")
    with pytest.raises(Refused, match="not_your_role"):
        app.profiles.remove(app.people.actor("clerk"), "x")

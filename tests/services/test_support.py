"""The support bundle: it tells enough and names nobody."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import pytest

from desktop_oms import logs
from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.services.support import Support, struck
from desktop_oms.settings import Settings
from desktop_oms.storage.engine import Connection

WHOLE = "SELECT buyer, ship_name, ship_phone, ship_street, buyer_note FROM orders"


@pytest.fixture
def support(bare_app: App, tmp_path: Path) -> Support:
    """The demo shop, and a program that has logged whatever it could lay hands on."""
    bare_app.demo.create(40, 7)
    logs.start(tmp_path / "logs")
    log = logging.getLogger("desktop_oms.test")
    for row in people(bare_app):
        log.warning("could not write %s for %s", *row[:2])
        try:
            raise ValueError(f"no such street: {row}")
        except ValueError:
            log.exception("broken at %r %s", row[3], row[2])
    logs.stop()
    return Support(bare_app.database, tmp_path / "logs")


def people(app: App) -> list[tuple[str, ...]]:
    def look(conn: Connection) -> list[tuple[str, ...]]:
        return [tuple(row) for row in conn.exec_driver_sql(WHOLE)]

    return app.database.read(look)


def boss(app: App) -> object:
    return app.people.actor(next(one.login for one in app.people.users() if "A" in one.roles))


def test_nobody_is_named_in_it(bare_app: App, support: Support, tmp_path: Path) -> None:
    settings = Settings(language="en", user="chen", database="postgresql://chen@host/shop", print_folder="/Users/chen")
    made = support.bundle(boss(bare_app), tmp_path / "bundle.zip", settings)  # type: ignore[arg-type]
    with zipfile.ZipFile(made) as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist()}
    whole = "\n".join(texts.values())
    private = {value for row in people(bare_app) for value in row if value and len(value) > 1}
    private |= {one.name for one in bare_app.people.users()} | {"postgresql://chen", "/Users/chen", str(tmp_path)}
    for merchant in bare_app.setup.state().sellers:
        private |= {merchant.name, merchant.sender_phone, merchant.sender_address} - {""}
    assert len(private) > 60
    assert [value for value in private if value in whole] == []


def test_it_tells_what_support_asks_first(bare_app: App, support: Support, tmp_path: Path) -> None:
    made = support.bundle(boss(bare_app), tmp_path / "bundle.zip", Settings())  # type: ignore[arg-type]
    with zipfile.ZipFile(made) as parts:
        shop, about = (json.loads(parts.read(name)) for name in ("shop.json", "about.json"))
        log = parts.read("log.txt").decode()
    assert shop["rows"]["orders"] == 40
    assert shop["schema"].isdecimal()
    assert shop["limits"]["pay_window"] == "1440"
    assert about["packages"]["SQLAlchemy"]
    assert "WARNING desktop_oms.test could not write" in log
    assert 'File "test_support.py"' in log
    assert "\nValueError\n" in log


def test_a_line_of_no_known_shape_stays_here() -> None:
    lines = [
        "2026-11-22 09:15:00,123 ERROR ui sent to +86 139-1234-5678 by li@x.cn and chen",
        "    name = '许晴'",
        "Xu Qing",
    ]
    assert struck(lines, frozenset({"chen"})) == ["2026-11-22 09:15:00,123 ERROR ui sent to … by … and …"]


def test_not_everybody_makes_one_and_a_full_disk_is_said(app: App, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not_your_role"):
        app.support.bundle(app.people.actor("clerk"), tmp_path / "x.zip", Settings())
    with pytest.raises(OmsError, match="file_not_written"):
        app.support.bundle(app.people.actor("boss"), tmp_path / "no" / "x.zip", Settings())

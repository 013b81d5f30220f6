"""Pictures of every page, drawn without a screen from the demo shop: `python -m ui.pictures FOLDER [language] [theme]`.

The clock stands, the demo shop is thought up from a fixed seed and each set of pictures gets a copy of its own, so the
same program draws the same pictures.  A page that wants to be seen in a further state adds a row to `PICTURES`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from desktop_oms.app import App, build
from desktop_oms.settings import LANGUAGES, THEMES, Preferences
from ui import bench_scenes, case_scenes, desk_scenes, paper_scenes
from ui.application import Facts, Shop
from ui.goods_scenes import (
    goods_nobody_knows,
    orders_to_bring_in,
    product_in_a_form,
    stock_that_lacks,
    task_of_the_shop,
)
from ui.list_scenes import commands, compact, nothing_found, recent_searches
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.shared import theme
from ui.shared.jobs import InstantJobs
from ui.shared.messages import Words
from ui.shared.queues import view_key
from ui.shared.tokens import WINDOW_FIRST, WINDOW_MINIMUM

MOMENT = 1_795_310_100_000  # Sunday, 22 November 2026, a quarter past nine in Shanghai
ORDERS, SEED = 240, 7
USER, STATION = "chen", "B1"
NOBODYS = "HAT-SUN"  # a code that no product has
DEMO, EMPTY = "demo.sqlite", "empty.sqlite"
TURNS = 5  # of the window's loop until everything asked for has been laid out

Prepare = Callable[[Any, App], None]


def _as_it_opens(_page: Any, _app: App) -> None:
    """Nothing to do: the page as a person first sees it."""


def _order_on_its_way(page: Any, _app: App) -> None:
    """An order with a parcel that has left."""
    page.queues.choose("in_transit")


def _order_with_task(page: Any, _app: App) -> None:
    """The exceptions, with one of them open."""
    page.queues.choose("to_solve")


def _many_orders(page: Any, _app: App) -> None:
    """Some orders checked for confirming them at once."""
    page.queues.choose("to_audit")
    rows = page.browser.list.rows
    rows.check([rows.row_at(place).id for place in (0, 1, 3)])


def _orders_of_a_view(page: Any, app: App) -> None:
    """A search that is kept as a view, open."""
    view = app.views.save(page.desk.actor(), "≥ 400", search="status:paid total:400..", shared=True)
    page.views.read()
    page.queues.choose(view_key(view.id))


def _orders_not_meant(page: Any, _app: App) -> None:
    """A search that cannot be meant says why."""
    page.show_subject("status:dancing")


def _entry_filled(page: Any, _app: App) -> None:
    """An order on its way: a pasted receiver with a doubt, three products, one of them a gift."""
    form = page.form
    form.receiver.paste.setPlainText(Words("zh_CN")("entry.sample"))
    form.receiver.read()
    for code, price in (("TEE-NV-XL", "59.90"), ("HOOD-FG-L", "169"), ("SOCK-MIX", "")):
        form.goods.search.setText(code)
        form.goods.ask(take=True)
        form.goods.lines[-1].price.setText(price)
    form.goods.lines[-1].gift.setChecked(True)
    page.money.shipping.setText("6")
    page.money.shipping.textEdited.emit("6")
    page.judge()


def _entry_unknown(page: Any, app: App) -> None:
    """Goods that nobody knows are looked for."""
    _entry_filled(page, app)
    page.form.goods.search.setText(NOBODYS)
    page.form.goods.ask()


def _entry_product(page: Any, app: App) -> None:
    """Goods that nobody knows are written down."""
    _entry_unknown(page, app)
    page.form.goods.new.click()


def _section(name: str) -> Prepare:
    """The settings, at one of their sections."""

    def prepare(page: Any, _app: App) -> None:
        page.show_subject(name)

    return prepare


def _routing(page: Any, app: App) -> None:
    """Rules of the shop's own, tried out on the orders that wait."""
    page.show_subject("routing")
    section, boss = page.section(), app.people.actor(USER)
    names = {kind: section.words(f"settings.usual_{kind}") for kind in ("has_all", "has_most", "priority")}
    app.routing.put_usual(boss, names)
    house = app.setup.state().warehouses[-1]
    rule = app.routing.save(boss, house.name, "warehouse", {"warehouse": house.code})
    app.routing.move(boss, rule.id, -3)
    section.reload()
    section.try_out.click()


def _database(page: Any, app: App) -> None:
    """The copies of the database, made when the clock stands, under a name that is the same everywhere."""
    for copy in app.upkeep.copies():
        os.utime(copy.file, (MOMENT / 1000, MOMENT / 1000))
    page.show_subject("database")
    page.section().where.setText(DEMO)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file name, the page, what is done to the page first, the window's size, and the database."""

    name: str
    page: str
    prepare: Prepare = _as_it_opens
    size: tuple[int, int] = WINDOW_FIRST
    shop: str = DEMO


PICTURES: tuple[Picture, ...] = (
    Picture("orders", "orders"),
    Picture("waves", "waves", bench_scenes.wave_being_picked),
    Picture("waves_pick", "waves", bench_scenes.picking),
    Picture("waves_pick_narrow", "waves", bench_scenes.picking, WINDOW_MINIMUM),
    Picture("waves_wrong", "waves", bench_scenes.picking_stopped("TEE-NV-XL")),
    Picture("waves_wrong_bin", "waves", bench_scenes.picking_stopped("LOC:Z-09-9")),
    Picture("waves_sort", "waves", bench_scenes.sorting),
    Picture("orders_on_its_way", "orders", _order_on_its_way),
    Picture("orders_task", "orders", _order_with_task),
    Picture("orders_many", "orders", _many_orders),
    Picture("orders_many_narrow", "orders", _many_orders, WINDOW_MINIMUM),
    Picture("orders_many_stopped", "orders", desk_scenes.many_stopped),
    Picture("orders_view", "orders", _orders_of_a_view),
    Picture("orders_not_meant", "orders", _orders_not_meant),
    Picture("orders_papers", "orders", paper_scenes.slip_of_order),
    Picture("orders_papers_narrow", "orders", paper_scenes.label_of_order, WINDOW_MINIMUM),
    Picture("orders_hold", "orders", desk_scenes.hold),
    Picture("orders_columns", "orders", desk_scenes.columns),
    Picture("orders_review", "orders", desk_scenes.review),
    Picture("orders_apart", "orders", desk_scenes.ship_apart),
    Picture("orders_apart_narrow", "orders", desk_scenes.ship_apart, WINDOW_MINIMUM),
    Picture("orders_together", "orders", bench_scenes.leaving(asked=False), WINDOW_MINIMUM),
    Picture("orders_leaving", "orders", bench_scenes.leaving(asked=True)),
    Picture("orders_address", "orders", desk_scenes.address_pasted),
    Picture("orders_trail", "orders", desk_scenes.audit_trail, WINDOW_MINIMUM),
    Picture("orders_narrow", "orders", size=WINDOW_MINIMUM),
    Picture("orders_compact", "orders", compact),
    Picture("orders_compact_narrow", "orders", compact, WINDOW_MINIMUM),
    Picture("orders_none_found", "orders", nothing_found),
    Picture("orders_recent", "orders", recent_searches),
    Picture("commands", "orders", commands("")),
    Picture("commands_typed", "orders", commands("re")),
    Picture("commands_narrow", "orders", commands("to"), WINDOW_MINIMUM),
    Picture("entry", "entry"),
    Picture("entry_filled", "entry", _entry_filled),
    Picture("entry_unknown", "entry", _entry_unknown, WINDOW_MINIMUM),
    Picture("entry_product", "entry", _entry_product),
    Picture("entry_narrow", "entry", _entry_filled, WINDOW_MINIMUM),
    Picture("packing", "packing"),
    Picture("packing_ready", "packing", bench_scenes.ready_to_pack),
    Picture("packing_ready_narrow", "packing", bench_scenes.ready_to_pack, WINDOW_MINIMUM),
    Picture("packing_open", "packing", bench_scenes.at_bench("item", "QTY:2")),
    Picture("packing_shared", "packing", bench_scenes.shared_box("item")),
    Picture("packing_shared_narrow", "packing", bench_scenes.shared_box("item"), WINDOW_MINIMUM),
    Picture("packing_shared_stopped", "packing", bench_scenes.shared_box(held=True)),
    Picture("packing_unknown", "packing", bench_scenes.at_bench("NEWCODE-7781")),
    Picture("packing_link", "packing", bench_scenes.at_bench("NEWCODE-7781", "CMD:LINK")),
    Picture("packing_short", "packing", bench_scenes.at_bench("item", "CMD:SHORT")),
    Picture("packing_short_narrow", "packing", bench_scenes.at_bench("item", "CMD:SHORT"), WINDOW_MINIMUM),
    Picture("packing_wrong", "packing", bench_scenes.at_bench("item", "TEE-NV-XL")),
    Picture("packing_note", "packing", bench_scenes.at_bench(before=bench_scenes.with_note)),
    Picture("packing_elsewhere", "packing", bench_scenes.at_bench(before=bench_scenes.elsewhere)),
    Picture("packing_weight", "packing", bench_scenes.at_bench("all", "WGT:9000", before=bench_scenes.weighed)),
    Picture("packing_label", "packing", bench_scenes.at_bench("all", before=bench_scenes.with_printer("ok"))),
    Picture("packing_jam", "packing", bench_scenes.at_bench("all", before=bench_scenes.with_printer("offline"))),
    Picture(
        "packing_jam_narrow",
        "packing",
        bench_scenes.at_bench("all", before=bench_scenes.with_printer("offline")),
        WINDOW_MINIMUM,
    ),
    Picture("packing_wrong_label", "packing", bench_scenes.at_bench("all", "F99999999")),
    Picture("packing_set_up", "packing", bench_scenes.set_up),
    Picture("packing_open_narrow", "packing", bench_scenes.at_bench("item"), WINDOW_MINIMUM),
    Picture("hand_over", "hand_over"),
    Picture("after_sales", "after_sales"),
    Picture("after_sales_second", "after_sales", case_scenes.case_for_two),
    Picture("after_sales_waiting", "after_sales", case_scenes.cases_of("waiting_goods")),
    Picture("after_sales_settling", "after_sales", case_scenes.cases_of("settling")),
    Picture("after_sales_trouble", "after_sales", case_scenes.cases_of("trouble")),
    Picture("after_sales_inspect", "after_sales", case_scenes.cases_of("to_inspect")),
    Picture("after_sales_part", "after_sales", case_scenes.case_in_part),
    Picture("after_sales_part_narrow", "after_sales", case_scenes.case_in_part, WINDOW_MINIMUM),
    Picture("after_sales_undo", "after_sales", case_scenes.case_to_undo),
    Picture("after_sales_ownerless", "after_sales", case_scenes.ownerless_parcel),
    Picture("after_sales_found", "after_sales", case_scenes.pictures_of_a_parcel),
    Picture("after_sales_found_narrow", "after_sales", case_scenes.pictures_of_a_parcel, WINDOW_MINIMUM),
    Picture("after_sales_none", "after_sales", case_scenes.no_case),
    Picture("after_sales_narrow", "after_sales", size=WINDOW_MINIMUM),
    Picture("printing", "printing", paper_scenes.prints),
    Picture("printing_in_doubt", "printing", paper_scenes.print_in_doubt),
    Picture("printing_resume", "printing", paper_scenes.batch_to_resume),
    Picture("printing_again", "printing", paper_scenes.print_again),
    Picture("printing_slips", "printing", paper_scenes.slips_of_many),
    Picture("printing_narrow", "printing", paper_scenes.prints, size=WINDOW_MINIMUM),
    Picture("importing", "importing"),
    Picture("importing_columns", "importing", desk_scenes.import_unknown),
    Picture("importing_refused", "importing", desk_scenes.import_checked),
    Picture("importing_done", "importing", desk_scenes.import_done),
    Picture("importing_check", "importing", orders_to_bring_in),
    Picture("importing_check_narrow", "importing", orders_to_bring_in, WINDOW_MINIMUM),
    Picture("stock", "stock"),
    Picture("stock_short", "stock", stock_that_lacks),
    Picture("stock_narrow", "stock", size=WINDOW_MINIMUM),
    Picture("tasks", "tasks"),
    Picture("stock_product", "stock", product_in_a_form),
    Picture("tasks_product", "tasks", goods_nobody_knows),
    Picture("tasks_changed", "tasks", task_of_the_shop),
    Picture("tasks_narrow", "tasks", size=WINDOW_MINIMUM),
    Picture("settings", "settings"),
    *(
        Picture(f"settings_{name}", "settings", _section(name))
        for name in ("stores", "people", "limits", "reasons", "papers")
    ),
    Picture("settings_routing", "settings", _routing),
    Picture("settings_profiles", "settings", _section("profiles")),
    Picture("settings_database", "settings", _database),
    Picture("settings_narrow", "settings", _section("stores"), WINDOW_MINIMUM),
    Picture("settings_printers", "settings", paper_scenes.printers),
    Picture("settings_printer_form", "settings", paper_scenes.printer_form),
    Picture("settings_benches", "settings", paper_scenes.benches),
    Picture("first_run", "first_run", shop=EMPTY),
)


@dataclass(frozen=True, slots=True)
class PictureShop(Shop):
    """The shop as pictures show it: the name of the file instead of a folder nobody else has."""

    def facts(self, *, counted: bool = True) -> Facts:
        """The facts of the foot, alike on every machine."""
        return replace(super(PictureShop, self).facts(counted=counted), database=DEMO)


class Painter:
    """Makes the databases once, then draws pages of copies of them."""

    def __init__(self, folder: Path, orders: int = ORDERS) -> None:
        """`folder` is for the databases."""
        self._folder = folder
        for name in (DEMO, EMPTY):
            app = build(folder / name, now=lambda: MOMENT)
            if name == DEMO:
                app.demo.create(orders, SEED)
            app.close()

    def draw(self, picture: Picture, language: str, look: str, target: Path) -> Path:
        """Draw one picture into a folder; gives its file."""
        application = cast(QApplication, QApplication.instance() or QApplication([]))
        theme.apply(application, theme.known(look))
        file = target / f"{picture.name}_{language}_{look}.png"
        with self._window(picture, language, look) as window:
            for _ in range(TURNS):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                QCoreApplication.processEvents()
            _with_dialogs(window).save(str(file))
        return file

    @contextmanager
    def _window(self, picture: Picture, language: str, look: str) -> Iterator[MainWindow]:
        """The window with the picture's page, over a copy of its database that goes with it."""
        with tempfile.TemporaryDirectory(dir=self._folder) as place:
            copy = Path(place) / picture.shop
            shutil.copyfile(self._folder / picture.shop, copy)
            preferences = Preferences(Path(place) / "settings.json")
            preferences.change(language=language, theme=look, station=STATION)
            if picture.shop == DEMO:
                preferences.change(user=USER)
            app = build(copy, now=lambda: MOMENT)
            window = MainWindow(PAGES, Words(language), InstantJobs(), preferences)
            broken: list[str] = []
            window.jobs.broken.connect(broken.append)
            window.resize(*picture.size)
            try:
                window.show()
                window.start(lambda: PictureShop(app, preferences))
                window.open_page(picture.page)
                QCoreApplication.processEvents()
                picture.prepare(window.page(), app)
                yield window
                if broken:
                    raise RuntimeError(f"{picture.name} is no picture of a page at work: {', '.join(broken)}")
            finally:  # a window that stays would keep the keyboard from the next one
                window.close()
                window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _with_dialogs(window: MainWindow) -> QPixmap:
    """The window with the dialogs that stand before it, in its middle as a desktop puts them."""
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            place = window.rect().center() - dialog.rect().center()
            painter.drawPixmap(place, dialog.grab())
    painter.end()
    return picture


def draw_all(
    target: Path,
    languages: Sequence[str] = LANGUAGES,
    looks: Sequence[str] = THEMES,
    *,
    pictures: Sequence[Picture] = PICTURES,
    orders: int = ORDERS,
) -> list[Path]:
    """Every picture in these languages and themes; gives the files."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        painter = Painter(Path(place), orders)
        return [
            painter.draw(picture, language, look, target)
            for language in languages
            for look in looks
            for picture in pictures
        ]


def main(arguments: Sequence[str]) -> int:
    """Draw into the folder that is named; a language and a theme narrow it down.  Exit code 2 without a folder."""
    if not 1 <= len(arguments) <= 3:
        return 2
    folder, language, look = (*arguments, "", "")[:3]
    draw_all(Path(folder), [language] if language else LANGUAGES, [look] if look else ["light"])
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))

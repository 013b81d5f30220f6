"""What stands on the page of after-sales before its pictures are taken."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from desktop_oms.app import App
from desktop_oms.services.demo_pictures import picture
from ui.shared.messages import Words

Prepare = Callable[[Any, App], None]
USER = "chen"  # who sits at the screen in the pictures


def cases_of(group: str) -> Prepare:
    """The cases of one group."""

    def prepare(page: Any, _app: App) -> None:
        page.open_group(group)

    return prepare


def case_for_two(page: Any, app: App) -> None:
    """A case above what the reviewer may let go alone, claimed."""
    boss = app.people.actor(USER)
    for limit in ("refund_limit_reviewer", "refund_limit_manager"):
        app.limits.set(boss, limit, 2000)
    app.after_sales.claim(boss, page.money.seen.detail.row.id)
    page.reload()


def case_in_part(page: Any, _app: App) -> None:
    """A case of two pieces, agreed to for one of them and less its missing label."""
    part = page.money.part
    next(iter(part.units.values())).setValue(1)
    part.kept.setText("9.00")
    part.kept.textEdited.emit("9.00")
    part.why.setText(Words("zh_CN")("reason.goodwill"))


def case_to_undo(page: Any, _app: App) -> None:
    """A case that was agreed to a moment ago."""
    number = page.money.seen.detail.number
    next(button for name, button in page.money.buttons.items() if name.startswith("case_approve")).click()
    page.show_subject(number)


def ownerless_parcel(page: Any, app: App) -> None:
    """A parcel nobody announced, and another that was just scanned."""
    app.return_bench.found(app.people.actor(USER), waybill="YT8800123", carrier="YTO", sender="Guangzhou")
    page.reload()
    page.scan("YT8800456")


def pictures_of_a_parcel(page: Any, _app: App) -> None:
    """A parcel nobody announced, with the pictures that were just taken of it."""
    page.found.record("YT8800456")
    names = ("parcel", "tag")
    page.found.dialog.question("photos").take([(f"{name}.png", picture(name, Random(1))) for name in names])


def no_case(page: Any, _app: App) -> None:
    """A search that finds nothing."""
    page.show_subject("A199999-C1")

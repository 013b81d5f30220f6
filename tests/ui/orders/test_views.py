"""What is shown can be kept as a view, opens from the left and can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from desktop_oms.services import finding
from tests.ui.orders.conftest import TO_PICK, DeskStage
from tests.ui.orders.test_list import numbers
from tests.ui.real_shop import leave, texts
from tests.ui.shop_window import SlowJobs
from ui.orders import hits
from ui.orders.orders_page import OrdersPage
from ui.shared.form_dialog import FormDialog
from ui.shared.jobs import Lane


def names(page: OrdersPage) -> list[str]:
    """The rows of the queue list, with their counts."""
    model = page.queues.model()
    return [f"{queue.word} {queue.shown_count()}".strip() for queue in model.queues]


@pytest.mark.parametrize(("language", "group"), [("zh_CN", "视图"), ("en", "Views")])
def test_a_search_is_kept_as_a_view_opened_and_taken_away(desk: DeskStage, language: str, group: str) -> None:
    page = desk.show(language)
    page.browser.search(f"number:{TO_PICK}")
    page.browser.toolbar.save_asked.emit()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    dialog.form.fill({"name": "Mine"})
    dialog.deed.click()
    assert names(page)[-2:] == [group, "Mine 1"]
    assert page.queues.open_key() == f"view:{page.views.views[0].id}"
    page.browser.search_ended.emit()
    assert (len(numbers(page)), page.queues.open_key()) == (6, "all")
    page.queues.choose(f"view:{page.views.views[0].id}")
    assert numbers(page) == [TO_PICK]
    assert page.search.text() == f"number:{TO_PICK}"
    assert page.browser.toolbar.remove.isVisible()
    page.browser.toolbar.remove.click()
    assert group not in names(page)
    assert page.queues.open_key() == "all"
    assert len(numbers(page)) == 6


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_view_saved_in_another_window_is_told_before_it_is_replaced(desk: DeskStage, language: str) -> None:
    page, views = desk.show(language), desk.app.views
    boss = page.desk.actor()
    views.save(boss, "Mine", search="total:1..")
    page.views.read()
    page.browser.search(f"number:{TO_PICK}")
    page.browser.toolbar.save_asked.emit()
    dialog = page.findChildren(FormDialog)[-1]
    dialog.form.fill({"name": "Mine"})
    assert page.words("views.replaces", what="total:1..") in texts(dialog)
    views.save(boss, "Mine", search="total:5..")
    dialog.deed.click()
    assert page.words("error.view_changed", name="Mine") in texts(dialog)
    assert page.words("views.replaces", what="total:5..") in texts(dialog)
    assert views.view(boss, "Mine").search == "total:5.."
    dialog.deed.click()
    assert views.view(boss, "Mine").search == f"number:{TO_PICK}"


def test_a_view_just_saved_is_known_though_the_views_are_still_being_read(
    desk: DeskStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, late = desk.show(), list[Callable[[], None]]()
    at_once = page.desk.jobs.ask

    def ask(owner: Any, work: Any, done: Any, failed: Any = None, *, lane: Lane = Lane.INTERACTIVE) -> None:
        if lane is Lane.LONG:
            late.append(partial(done, work()))
        else:
            at_once(owner, work, done, failed, lane=lane)

    monkeypatch.setattr(page.desk.jobs, "ask", ask)
    page.views.read()
    for sought in ("total:1..", "total:5.."):
        page.browser.search(sought)
        page.browser.toolbar.save_asked.emit()
        dialog = page.findChildren(FormDialog)[-1]
        dialog.form.fill({"name": "Mine"})
        dialog.deed.click()
        assert [(view.name, view.search) for view in page.views.views] == [("Mine", sought)]
    late.pop(0)()
    assert [view.name for view in page.views.views] == ["Mine"]
    late.pop(0)()
    assert names(page)[-1].startswith("Mine ")


def test_a_person_alone_is_told_which_view_is_replaced(desk: DeskStage) -> None:
    people = desk.app.people
    boss = people.actor("boss")
    for user in people.users():
        if user.login != "boss":
            people.set_active(boss, user.login, False)
    desk.stage.preferences.change(user="")
    page = desk.show()
    desk.app.views.save(boss, "Mine", search="total:1..")
    page.views.read()
    page.browser.toolbar.save_asked.emit()
    dialog = page.findChildren(FormDialog)[-1]
    dialog.form.fill({"name": "Mine"})
    assert page.words("views.replaces", what="total:1..") in texts(dialog)
    leave(dialog)


def test_what_is_open_is_counted_exactly_a_little_later(crowd: DeskStage, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (finding, hits):
        monkeypatch.setattr(module, "COUNTED_TO", 300)  # "299+" is all that is known at once
    jobs = crowd.stage.jobs = SlowJobs(Lane.LONG)
    crowd.app.views.save(crowd.app.people.actor("boss"), "Everything", queue="all")
    crowd.app.views.save(crowd.app.people.actor("boss"), "Dear", search="total:0..")
    page = crowd.show()
    every, dear = (f"view:{view.id}" for view in reversed(page.views.views))
    page.queues.choose(every)
    assert [queue.exact for queue in page.queues.queues() if queue.key in (every, dear)] == [False, True]
    assert names(page)[-2:] == ["Dear 300", "Everything 450"]
    jobs.slow = True
    page.queues.choose(dear)
    for told in ("", "The 200 best matches of 299+", "The 200 best matches of 450"):
        assert page.browser.toolbar.what.text().startswith(told)
        jobs.let_go(1)
    assert names(page)[-2:] == ["Dear 450", "Everything 450"]
    page.browser.search("total:0.. not note:nothing")
    page.browser.search("total:1..")  # what was looked for before is not counted to its end
    jobs.slow = False
    jobs.let_go()
    assert "450" in page.browser.toolbar.what.text()

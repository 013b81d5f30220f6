"""What a shop says otherwise than we do: both sides of each field, as a task keeps them and as people may see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop_oms.domain.entities import Task
from desktop_oms.formats import mask_address, mask_name, mask_phone

HIDDEN: Mapping[str, Callable[[str], str]] = {"name": mask_name, "phone": mask_phone, "street": mask_address}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which we and the shop differ, both sides as text."""

    field: str
    ours: str
    shop: str


def read_differences(detail: str, *, unmasked: bool = False) -> tuple[Difference, ...]:
    """The differences that a task `changed_in_shop` holds; the receiver is masked as everywhere, unless asked for."""
    found = tuple(Difference(*row) for row in json.loads(detail))
    return found if unmasked else tuple(map(masked, found))


def masked(one: Difference) -> Difference:
    """Both sides as a label may show them where the store hides its receivers."""
    hide = HIDDEN.get(one.field)
    return Difference(one.field, hide(one.ours), hide(one.shop)) if hide else one


def masked_task(task: Task) -> Task:
    """A task with a masked receiver in what it is about."""
    if task.kind != "changed_in_shop" or not task.detail.startswith("["):
        return task
    return replace(task, detail=told(read_differences(task.detail)))


def told(differ: Iterable[Difference]) -> str:
    """Differences as a task keeps them."""
    return json.dumps([[one.field, one.ours, one.shop] for one in differ], ensure_ascii=False)

"""The table of sections: a further one is a file with a `Section` and a row here.

`name` is its key (`settings.<name>` its word), `group` the heading it stands under (`settings.group_<group>`).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from ui.settings.section import Section
from ui.shared.page import Desk

Make = Callable[[Desk], Section]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section as the page knows it before it exists."""

    name: str
    group: str
    make: Make


def later(module: str, name: str) -> Make:
    """Makes a section that is imported only when it is first shown."""

    def make(desk: Desk) -> Section:
        return cast(Section, getattr(importlib.import_module(f"ui.settings.{module}"), name)(desk))

    return make


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec("screen", "here", later("screen_section", "ScreenSection")),
    SectionSpec("stores", "shop", later("stores_section", "StoresSection")),
    SectionSpec("people", "shop", later("people_section", "PeopleSection")),
    SectionSpec("routing", "shop", later("routing_section", "RoutingSection")),
    SectionSpec("limits", "shop", later("limits_section", "LimitsSection")),
    SectionSpec("profiles", "data", later("profiles_section", "ProfilesSection")),
    SectionSpec("database", "data", later("database_section", "DatabaseSection")),
)

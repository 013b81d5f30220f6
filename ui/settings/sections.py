"""The table of sections: a further one is a file with a `Section` and a row here.

`name` is its key (`settings.<name>` its word), `group` the heading it stands under (`settings.group_<group>`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.settings.benches_section import BenchesSection
from ui.settings.database_section import DatabaseSection
from ui.settings.limits_section import LimitsSection
from ui.settings.papers_section import PapersSection
from ui.settings.people_section import PeopleSection
from ui.settings.printers_section import PrintersSection
from ui.settings.profiles_section import ProfilesSection
from ui.settings.reasons_section import ReasonsSection
from ui.settings.routing_section import RoutingSection
from ui.settings.screen_section import ScreenSection
from ui.settings.section import Section
from ui.settings.stores_section import StoresSection
from ui.shared.page import Desk

Make = Callable[[Desk], Section]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section as the page knows it before it exists."""

    name: str
    group: str
    make: Make


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec("screen", "here", ScreenSection),
    SectionSpec("stores", "shop", StoresSection),
    SectionSpec("people", "shop", PeopleSection),
    SectionSpec("printers", "shop", PrintersSection),
    SectionSpec("benches", "shop", BenchesSection),
    SectionSpec("routing", "shop", RoutingSection),
    SectionSpec("limits", "shop", LimitsSection),
    SectionSpec("reasons", "shop", ReasonsSection),
    SectionSpec("papers", "shop", PapersSection),
    SectionSpec("profiles", "data", ProfilesSection),
    SectionSpec("database", "data", DatabaseSection),
)

"""What SQLAlchemy would load and we never use: asyncio, and with it sixty modules and the libraries of TLS.

SQLAlchemy imports asyncio for its asyncio extension even where nothing is asynchronous: 7 MB and a twentieth of the way
to the first rows.  So a stand-in lies in its place until somebody asks for anything of it; then the real one is loaded.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

SPARED = "asyncio"


class StandIn(ModuleType):
    """Looks like asyncio, and becomes it at the first look into it."""

    iscoroutine = staticmethod(inspect.iscoroutine)  # the one thing that SQLAlchemy takes while it is imported

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(SPARED) is self:
            del sys.modules[SPARED]
        return getattr(importlib.import_module(SPARED), name)


def spare() -> None:
    """Put the stand-in there, unless asyncio is loaded already."""
    if SPARED not in sys.modules:
        stand_in = StandIn(SPARED)
        stand_in.__spec__ = find_spec(SPARED)
        sys.modules[SPARED] = stand_in

"""What SQLAlchemy would load and the start never uses: asyncio and the descriptions of installed packages.

SQLAlchemy imports asyncio for its asyncio extension even where nothing is asynchronous: sixty modules and the libraries
of TLS, 7 MB and a twentieth of the way to the first rows.  It imports `importlib.metadata` to look for further
dialects, and with it what reads e-mail: half as long.  So a stand-in lies in the place of each until somebody asks for
anything of it; then the real one is loaded.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

SPARED = ("asyncio", "importlib.metadata")


class StandIn(ModuleType):
    """Looks like a module, and becomes it at the first look into it."""

    iscoroutine = staticmethod(inspect.iscoroutine)  # the one thing that SQLAlchemy takes while it is imported

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def spare() -> None:
    """Put the stand-ins there, unless the modules are loaded already."""
    for name in SPARED:
        if name not in sys.modules:
            stand_in = StandIn(name)
            stand_in.__spec__ = find_spec(name)
            sys.modules[name] = stand_in
            package, _, own = name.rpartition(".")
            if package:
                setattr(sys.modules[package], own, stand_in)

"""What PySide would do and nobody here needs: reading the source of every module that is imported.

PySide lets a module choose other names for Qt's functions (`from __feature__ import ...`).  To know whether a module
may choose, it reads the source of each one that is imported after it and looks for its own name there, and Python keeps
every line that was read: 17 MB and a tenth of the way to the first rows.  No module here chooses anything, so the
question is answered by the module's name.
"""

from __future__ import annotations

import importlib
from types import ModuleType

QUESTION = "_mod_uses_pyside"  # of PySide 6.11; where it is called otherwise, PySide goes on reading


def uses_qt(module: ModuleType) -> bool:
    """Whether a module works with Qt."""
    return module.__name__.partition(".")[0] == __name__.partition(".")[0]


def spare() -> None:
    """From now on no source is read."""
    importlib.import_module("PySide6.QtCore")  # brings what follows with it
    feature = importlib.import_module("shibokensupport.feature")
    if hasattr(feature, QUESTION):
        setattr(feature, QUESTION, uses_qt)

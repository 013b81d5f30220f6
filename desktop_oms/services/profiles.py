"""Saved mappings of import files: listed, taken out, and carried from one shop to another as a small JSON file."""

from __future__ import annotations

import json
from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor
from desktop_oms.gateways.files.profiles import mapping_from_json, mapping_to_json
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.importing import IMPORTERS, PROFILES, Importing
from desktop_oms.storage import catalogue_rows, house_rows
from desktop_oms.storage.engine import Connection

LARGEST = 1_000_000  # bytes; a mapping has some thirty short lines
SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A saved mapping: its name and which column holds which field."""

    name: str
    columns: dict[str, str]


class Profiles:
    """Looks after the saved mappings."""

    def __init__(self, database: Database, importing: Importing) -> None:
        self.database = database
        self.importing = importing

    def all(self) -> list[Mapping]:
        """Every saved mapping, by name."""
        return [Mapping(name, columns) for name, columns in self.importing.profiles().items()]

    def save(
        self,
        actor: Actor,
        name: str,
        columns: abc.Mapping[str, str],
        *,
        known: abc.Mapping[str, abc.Mapping[str, str]] | None = None,
    ) -> None:
        """Keep a mapping {field: column} under a name of the shop's own, in the place of the one of that name.

        `known` are the saved ones that the person has seen: one that was saved elsewhere since is not overwritten
        (`profile_changed`).  Raises `not_your_role`, `field_missing`, `profile_name_taken`, `file_mapping_*`.
        """
        require_role(actor, "import_profile.save", IMPORTERS)
        kept = name.strip()
        if not kept:
            raise OmsError("field_missing", field="profile")
        if kept in PROFILES:
            raise OmsError("profile_name_taken", profile=kept)
        checked = mapping_from_json(mapping_to_json(columns))

        def work(conn: Connection) -> None:
            there = catalogue_rows.import_profiles(conn).get(kept)
            if there is not None and known is not None:
                demand_unchanged(there, known.get(kept, {}), Refused("profile_changed", profile=kept))
            catalogue_rows.put_import_profile(conn, kept, checked)
            keep_deed(conn, self.database, actor, "import_profile.save", {"profile": kept})

        self.database.settle(work)

    def remove(self, actor: Actor, name: str, *, seen: Mapping | None = None) -> Mapping:
        """Take a mapping out; gives it back, so that it can be put in again.

        Raises `import_profile_gone`, and `profile_changed` when it is another one than was `seen`.
        """
        require_role(actor, "import_profile.remove", IMPORTERS)

        def work(conn: Connection) -> Mapping:
            kept = catalogue_rows.import_profiles(conn).get(name)
            if kept is not None:
                demand_unchanged(Mapping(name, kept), seen, Refused("profile_changed", profile=name))
            if kept is None or not house_rows.remove_import_profile(conn, name):
                raise OmsError("import_profile_gone", profile=name)
            keep_deed(conn, self.database, actor, "import_profile.remove", {"profile": name})
            return Mapping(name, kept)

        return self.database.settle(work)

    def write(self, name: str, target: Path | str) -> Path:
        """Write a mapping into a file; raises `import_profile_gone`, `file_not_written`."""
        found = next((one for one in self.all() if one.name == name), None)
        if found is None:
            raise OmsError("import_profile_gone", profile=name)
        text = json.dumps({"name": found.name, "columns": found.columns}, ensure_ascii=False, indent=2) + "\n"
        file = Path(target)
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as trouble:
            raise OmsError("file_not_written", file=str(file), reason=trouble.strerror or "") from None
        return file

    def read(self, actor: Actor, source: Path | str, *, known: Sequence[Mapping] | None = None) -> Mapping:
        """Take a mapping in from a file; one of the same name is replaced.

        `known` are those that the person has seen: one saved elsewhere since is not overwritten (`profile_changed`).
        Raises `file_not_found`, `file_mapping_unreadable`, `file_mapping_field_unknown`, `profile_name_taken`.
        """
        file = Path(source)
        try:
            if file.stat().st_size > LARGEST:
                raise OmsError("file_mapping_unreadable")
            told = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise OmsError("file_not_found", file=str(file)) from None
        except OSError as trouble:
            raise OmsError("file_not_readable", file=str(file), reason=trouble.strerror or "") from None
        except ValueError:
            raise OmsError("file_mapping_unreadable") from None
        whole = isinstance(told, dict) and isinstance(told.get("columns"), dict)
        columns = mapping_from_json(json.dumps(told["columns"] if whole else told))
        name = str(told.get("name") or file.stem) if whole else file.stem
        seen = None if known is None else {one.name: one.columns for one in known}
        self.save(actor, name, columns, known=seen)
        return Mapping(name.strip(), columns)

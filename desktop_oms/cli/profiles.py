"""`profile` and `support`: saved mappings of import files, and the bundle that may be sent for help."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call


def list_profiles(call: Call) -> Answer:
    """Every saved mapping with the columns it reads."""
    known, comma = call.app.profiles.all(), call.say("settings.comma")
    if not known:
        return Answer(known, call.say("settings.no_profiles"))
    return Answer(known, aligned([(one.name, comma.join(one.columns.values())) for one in known]))


def read(call: Call) -> Answer:
    """Take a mapping in from a file; it takes the place of the one of its name."""
    profiles = call.app.profiles
    known = profiles.all()
    made = profiles.read(call.actor(), call.given.file, known=known)
    told = "settings.profile_replaced" if any(one.name == made.name for one in known) else "settings.profile_taken"
    return Answer(made, call.say(told, profile=made.name))


def write(call: Call) -> Answer:
    """Write a mapping to a file, to be taken in by another shop."""
    file = call.app.profiles.write(call.given.name, call.given.file)
    return Answer({"file": file}, call.say("settings.written", file=file))


def remove(call: Call) -> Answer:
    """Take a mapping out."""
    gone = call.app.profiles.remove(call.actor(), call.given.name)
    return Answer(gone, call.say("settings.profile_removed", profile=gone.name))


def bundle(call: Call) -> Answer:
    """Versions, settings, counts and the log as a zip; it names nobody."""
    file = call.app.support.bundle(call.actor(), call.given.file, call.preferences.settings)
    return Answer({"file": file}, call.say("settings.written", file=file))

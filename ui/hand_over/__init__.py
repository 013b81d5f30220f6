"""The hand-over: labelled parcels leave with their carrier, each by a scan."""

"""Stock: what lies where, how much of it is promised, and counts."""

"""Order entry: orders by phone or over the counter, by keyboard alone."""

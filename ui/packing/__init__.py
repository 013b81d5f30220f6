"""The packing bench: a scan opens an order, each piece is checked, the label closes the box."""

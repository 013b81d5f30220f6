"""What people do: one call, one transaction."""

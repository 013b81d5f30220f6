"""What is true about orders: rules in plain Python, no database, no screen."""

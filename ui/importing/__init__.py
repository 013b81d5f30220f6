"""Order, product and stock files: chosen, looked through, brought in."""

"""The outside world behind small Protocols: order files, later shops, carriers and printers."""

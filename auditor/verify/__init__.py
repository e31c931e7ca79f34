"""Hold what is published against where it came from: every citation at its host, every answer from its evidence."""

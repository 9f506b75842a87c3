"""How well streams arrived: what is measured of them, what it comes to, and how it outlives a restart."""

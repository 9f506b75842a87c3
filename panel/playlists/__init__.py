"""Playlists in M3U: read within bounds, and taken into the catalog."""

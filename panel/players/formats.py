"""In which forms live streams are offered to players."""

LIVE_OUTPUT_FORMATS: tuple[str, ...] = ("ts", "m3u8")
"""Extensions of the players' addresses of a live stream, the usual one first."""

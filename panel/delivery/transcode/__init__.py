"""Streams through ffmpeg, where an operator asks for it."""

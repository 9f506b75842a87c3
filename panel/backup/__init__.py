"""The whole database as one file, and back: a SQLite database whichever kind the panel runs on."""

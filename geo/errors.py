"""What can be wrong with a database file."""


class DatabaseError(Exception):
    """A file that is no usable database; the message is one line without the path."""

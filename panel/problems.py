"""What can be wrong with what a person asked for. Messages are one sentence, for that person, without secrets."""


class Problem(Exception):
    """A change or question that is refused; `field` is the camelCase name of the value at fault, where there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInputError(Problem):
    """A value cannot be accepted."""


class NotFoundError(Problem):
    """What was named does not exist."""


class ConflictError(Problem):
    """The change collides with what exists: a name taken, the last admin."""


def no_such(noun: str, key: object) -> NotFoundError:
    """Return the refusal for a missing object, for example `no line 7`."""
    return NotFoundError(f"no {noun} {key}")

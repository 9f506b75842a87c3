"""Why a person cannot log in."""


class LoginRefusedError(Exception):
    """Name and password do not belong to an enabled operator; which of them is wrong is not told."""


class ThrottledError(Exception):
    """Too many attempts; worth another one after `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too many attempts")
        self.retry_after_s = retry_after_s

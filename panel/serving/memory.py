"""Python's search for cycles of garbage, which stops everything while it lasts, made rare once the service stands."""

import gc

# CPython's defaults are 700, 10 and 10; a tick or a fan-out makes thousands of objects that hold no cycle.
OBJECTS_BEFORE_SEARCH = 100_000
SEARCHES_BEFORE_OLDER = (20, 50)


def settle_memory() -> None:
    """Leave what is there now, which stays for good, out of all searches, and search seldom from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_SEARCH, *SEARCHES_BEFORE_OLDER)

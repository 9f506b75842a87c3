"""Whole lists, read page by page."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from panel.paging import Page

AT_ONCE = 1000
Item = TypeVar("Item")


async def everything(read: Callable[[int, int], Awaitable[Page[Item]]]) -> list[Item]:
    """Return the items of every page; `read` takes an offset and a limit."""
    items: list[Item] = []
    while True:
        page = await read(len(items), AT_ONCE)
        items.extend(page.items)
        if not page.items or len(items) >= page.total:
            return items

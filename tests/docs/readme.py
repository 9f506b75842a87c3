"""The README, whole and in parts."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text()


def code(language: str) -> str:
    """Return the only block of code in a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(block)

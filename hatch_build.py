"""Puts the built front end into wheels as `panel/web`; an editable install serves `frontend/dist` itself."""

from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[BuilderConfig]):
    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        if version == "editable":
            return
        built = Path(self.root, "frontend/dist")
        if not (built / "index.html").exists():
            raise FileNotFoundError("frontend/dist is missing: run `python3 dev.py setup` first")
        build_data["force_include"][str(built)] = "panel/web"

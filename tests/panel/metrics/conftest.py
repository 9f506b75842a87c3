"""The house of the API's tests."""

from tests.panel.api.conftest import house

__all__ = ["house"]

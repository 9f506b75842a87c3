"""Where every test finds its servers, databases, streams and browser."""

from hypothesis import settings

# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("panel", deadline=None)
settings.load_profile("panel")

pytest_plugins = (
    "tests.fixtures.cli",
    "tests.fixtures.crashes",
    "tests.fixtures.postgres",
    "tests.fixtures.publisher",
    "tests.fixtures.server",
    "tests.fixtures.browser",
    "tests.fixtures.outages",
)

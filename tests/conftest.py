"""Where every test finds its servers, databases, streams and browser."""

pytest_plugins = (
    "tests.fixtures.cli",
    "tests.fixtures.crashes",
    "tests.fixtures.postgres",
    "tests.fixtures.publisher",
    "tests.fixtures.server",
    "tests.fixtures.browser",
    "tests.fixtures.outages",
)

"""What the panel is made of."""

from panel.licences import licences_of


def test_everything_needed_is_named_with_its_licence() -> None:
    found = {each.name.lower(): each for each in licences_of("panel")}
    # Needed by the panel itself, and by what it needs.
    for name in ("starlette", "numpy", "anyio"):
        assert found[name].version
        assert found[name].licence
    assert "panel" not in found
    assert "pytest" not in found


def test_a_package_that_is_not_installed_needs_nothing() -> None:
    assert licences_of("no-such-package-anywhere") == ()

"""The `panel` command."""

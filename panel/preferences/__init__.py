"""What operators set while the service runs. What the environment or `panel.toml` sets stands above it."""

"""What the HTTP API takes and gives: separate models to read, to create and to change; never a table."""

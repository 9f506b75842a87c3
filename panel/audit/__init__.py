"""Who changed what: an append-only record whose entries are chained by their hashes."""

"""Any moment of the kept past, put together again from sessions and sums."""

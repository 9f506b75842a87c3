"""The past in numbers: bytes, bandwidth and connections by minute and hour, and what each line used."""

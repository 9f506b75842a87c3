"""Collectors for servers that people already run, beside the gateway's own."""

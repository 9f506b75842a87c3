"""How long the past is kept."""

MINUTES_DAYS = 30
HOURS_DAYS = 731

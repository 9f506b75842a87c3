"""A page of the table of about 20 KB, as dictionaries: what every server of the comparison is given to emit."""

import random
from typing import Final

ROWS = 42
EVENT: Final = "connections:update"


def page(seed: int) -> list[dict[str, object]]:
    """Return rows like those of the panel; another seed gives others."""
    draw = random.Random(seed)
    return [
        {
            "id": f"{draw.getrandbits(128):032x}",
            "lineId": draw.randrange(50_000),
            "username": f"line{draw.randrange(50_000)}",
            "streamId": draw.randrange(2_000),
            "streamName": f"Stream {draw.randrange(2_000)}",
            "streamType": "live",
            "protocol": "mpegts",
            "ip": f"{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(256)}",
            "country": "United Kingdom",
            "countryCode": "GB",
            "city": f"City {draw.randrange(3_000)}",
            "isp": f"Provider {draw.randrange(500)}",
            "asn": draw.randrange(65_536),
            "userAgent": f"VLC/3.0.{draw.randrange(30)} LibVLC/3.0.{draw.randrange(30)}",
            "connectedAt": f"2026-01-31T12:{draw.randrange(60):02}:{draw.randrange(60):02}.000Z",
            "duration": draw.randrange(9_000),
            "bytesTransferred": draw.randrange(10**10),
            "bitrateBps": draw.randrange(8 * 10**6),
            "collector": "gateway",
            "stale": False,
            "atRisk": False,
            "cause": "none",
        }
        for _ in range(ROWS)
    ]

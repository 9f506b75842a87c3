"""Players' own libraries, as their users run them."""

import asyncio
import json
import sys
from pathlib import Path

from tests.fixtures.chromium import node
from tests.panel.xtream.conftest import Shop

FRONT_END = Path(__file__).parents[3] / "frontend"

PYXTREAM = """
import contextlib, json, sys
with contextlib.redirect_stdout(sys.stderr):
    from pyxtream import XTream
    player = XTream("panel", "alice", "s3cret", sys.argv[1], cache_path=sys.argv[2], validate_json=True)
    assert player.state["authenticated"]
    assert player.load_iptv()
    player.get_series_info_by_id(player.series[0])
    seasons = player.series[0].seasons
    guide = player.liveEpgByStream(1)["epg_listings"]
print(json.dumps({
    "channels": [[channel.name, channel.url, channel.group_title] for channel in player.channels],
    "movies": [movie.url for movie in player.movies],
    "series": [series.name for series in player.series],
    "episodes": [episode.url for season in seasons.values() for episode in season.episodes.values()],
    "programmes": len(guide),
    "days": player.account_expiration.days,
}))
"""

XTREAM_API = """
import { Xtream } from "@iptv/xtream-api";
import { standardizedSerializer } from "@iptv/xtream-api/standardized";
const player = new Xtream({
  url: process.argv[2], username: "alice", password: "s3cret", serializer: standardizedSerializer,
});
const [profile, server] = [await player.getProfile(), await player.getServerInfo()];
const [channels, movies, shows] = [await player.getChannels(), await player.getMovies(), await player.getShows()];
const [movie, show] = [await player.getMovie({ movieId: 3 }), await player.getShow({ showId: 4 })];
const [short, full] = [await player.getShortEPG({ channelId: 1 }), await player.getFullEPG({ channelId: 1 })];
const categories = [
  await player.getChannelCategories(), await player.getMovieCategories(), await player.getShowCategories(),
];
console.log(JSON.stringify({
  profile, timezone: server.timezone, now: server.timeNow, categories: categories.map((some) => some.length),
  channels: channels.map((one) => one.url), movies: movies.map((one) => one.url), movie: movie.url,
  shows: shows.map((one) => one.name),
  episodes: show.seasons.flatMap((season) => season.episodes.map((one) => [season.number, one.number, one.url])),
  short: short.map((one) => one.title), full: full.length, playing: full.filter((one) => one.nowPlaying).length,
}));
"""


async def output(*command: str) -> dict[str, object]:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        told, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    answer = json.loads(told)
    assert isinstance(answer, dict)
    return answer


async def test_pyxtream_logs_in_and_lists(shop: Shop, tmp_path: Path) -> None:
    url = shop.house.url
    found = await output(sys.executable, "-c", PYXTREAM, url, str(tmp_path))
    assert found == {
        "channels": [
            ["One", f"{url}/live/alice/s3cret/1.ts", "News"],
            ['Two "HD", live', f"{url}/live/alice/s3cret/2.ts", "Other"],
        ],
        "movies": [f"{url}/movie/alice/s3cret/3.mkv"],
        "series": ["Show"],
        "episodes": [f"{url}/series/alice/s3cret/5.mp4", f"{url}/series/alice/s3cret/4.mp4"],
        "programmes": 4,
        "days": found["days"],
    }
    assert isinstance(found["days"], int)
    assert found["days"] > 365


async def test_xtream_api_logs_in_and_lists(shop: Shop) -> None:
    url = shop.house.url
    # Beside the front end's packages, where the library is found.
    script = FRONT_END / "node_modules" / ".player.mjs"
    script.write_text(XTREAM_API)
    found = await output(str(node()), str(script), url)
    script.unlink()
    profile = found["profile"]
    assert isinstance(profile, dict)
    assert (profile["id"], profile["status"], profile["maxConnections"]) == ("alice", "Active", 2)
    assert (profile["isTrial"], profile["activeConnections"]) == (False, 0)
    assert str(profile["expiresAt"]).startswith("2038-01-19")
    assert found["timezone"] == "UTC"
    assert found["categories"] == [2, 1, 1]
    assert found["channels"] == [f"{url}/live/alice/s3cret/{number}.ts" for number in (1, 2)]
    film = f"{url}/movie/alice/s3cret/3.mkv"
    assert (found["movies"], found["movie"]) == ([film], film)
    assert found["shows"] == ["Show"]
    assert found["episodes"] == [
        [1, 1, f"{url}/series/alice/s3cret/5.mp4"],
        [1, 2, f"{url}/series/alice/s3cret/4.mp4"],
    ]
    assert found["short"] == [f"Programme {number} & more" for number in range(4)]
    assert (found["full"], found["playing"]) == (10, 1)

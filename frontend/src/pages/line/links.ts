export interface PlayerLink {
  label: string;
  address: string;
}

/** Where the players of a line find its playlist and its guide (Xtream Codes conventions). */
export function playerLinks(origin: string, username: string, password: string): PlayerLink[] {
  const login = new URLSearchParams({ username, password }).toString();
  return [
    { label: "Playlist, MPEG-TS", address: `${origin}/get.php?${login}&type=m3u_plus&output=ts` },
    { label: "Playlist, HLS", address: `${origin}/get.php?${login}&type=m3u_plus&output=m3u8` },
    { label: "Programme guide", address: `${origin}/xmltv.php?${login}` },
  ];
}

/** Where a player finds one stream by itself, without a playlist. */
export function streamLink(
  origin: string,
  username: string,
  password: string,
  { id, type }: { id: number; type: "live" | "movie" | "series" },
): string {
  const [folder, ending] = ({ live: ["live", "ts"], movie: ["movie", "mp4"], series: ["series", "mkv"] } as const)[
    type
  ];
  return `${origin}/${folder}/${encodeURIComponent(username)}/${encodeURIComponent(password)}/${id}.${ending}`;
}

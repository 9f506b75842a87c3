import { Link } from "wouter";
import { Flash } from "../../components/Flash";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import type { StreamBandwidth } from "../../contract/events";
import { compact, full } from "../../format/number";
import { duration, fullTime } from "../../format/time";
import { bitrate, bytes } from "../../format/volume";
import { useLive } from "../../realtime/hooks";
import { serverNowMs } from "../../realtime/serverNow";
import { useBeginnings } from "./uptimes";

/** The streams that take most now, and for how long they have been up. */
export function TopStreams() {
  const told = useLive((live) => live.bandwidth?.perStream ?? null);
  const streams = told?.filter((stream) => stream.viewers > 0 || stream.bps !== 0) ?? null;
  const beginnings = useBeginnings(streams?.map(({ streamId }) => streamId) ?? []);
  return (
    <Section title="Top streams">
      {streams === null || streams.length === 0 ? (
        <p className={listing.quiet}>
          {streams === null ? "Waiting for the first data." : "Nothing is being delivered."}
        </p>
      ) : (
        <table className={listing.listing}>
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col" data-align="right" style={{ width: "4.5rem" }}>
                Viewers
              </th>
              <th scope="col" data-align="right" style={{ width: "6rem" }}>
                Bandwidth
              </th>
              <th scope="col" data-align="right" data-optional style={{ width: "5rem" }}>
                Delivered
              </th>
              <th scope="col" data-align="right" style={{ width: "4.75rem" }}>
                Up
              </th>
            </tr>
          </thead>
          <tbody>
            {streams.map((stream) => (
              <Row key={stream.streamId} stream={stream} beganMs={beginnings.get(stream.streamId) ?? null} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

interface RowProps {
  stream: StreamBandwidth;
  beganMs: number | null;
}

function Row({ stream: { streamId, streamName, viewers, bps, bytes: sent }, beganMs }: RowProps) {
  const uptimeS = beganMs === null ? null : (serverNowMs() - beganMs) / 1000;
  const since =
    beganMs === null
      ? "Its source is not there, or not known yet"
      : `Since ${fullTime(new Date(beganMs).toISOString())}`;
  return (
    <tr>
      <td>
        <Link href={`/connections?streamId=${streamId}`} title="Who watches this stream">
          {streamName ?? `Stream ${streamId}`}
        </Link>
      </td>
      <td data-align="right">
        <Flash value={viewers} title={full(viewers)}>
          {compact(viewers)}
        </Flash>
      </td>
      <td data-align="right">
        <Flash value={bps} title={bps === null ? "It takes two readings" : `${full(bps)} bit/s`}>
          {bitrate(bps)}
        </Flash>
      </td>
      <td data-align="right" data-optional className="number" title={`${full(sent)} bytes`}>
        {bytes(sent)}
      </td>
      <td data-align="right" className="number" title={since}>
        {duration(uptimeS)}
      </td>
    </tr>
  );
}

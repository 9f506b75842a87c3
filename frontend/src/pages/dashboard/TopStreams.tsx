import { Link } from "wouter";
import { Flash } from "../../components/Flash";
import listing from "../../components/Listing.module.css";
import { Section } from "../../components/Section";
import { compact, full } from "../../format/number";
import { bitrate, bytes } from "../../format/volume";
import { useLive } from "../../realtime/hooks";

export function TopStreams() {
  const told = useLive((live) => live.bandwidth?.perStream ?? null);
  const streams = told?.filter((stream) => stream.viewers > 0 || stream.bps !== 0) ?? null;
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
              <th scope="col" data-align="right" style={{ width: "6.5rem" }}>
                Bandwidth
              </th>
              <th scope="col" data-align="right" data-optional style={{ width: "5.5rem" }}>
                Delivered
              </th>
            </tr>
          </thead>
          <tbody>
            {streams.map((stream) => (
              <tr key={stream.streamId}>
                <td>
                  <Link href={`/connections?streamId=${stream.streamId}`} title="Who watches this stream">
                    {stream.streamName ?? `Stream ${stream.streamId}`}
                  </Link>
                </td>
                <td data-align="right">
                  <Flash value={stream.viewers} title={full(stream.viewers)}>
                    {compact(stream.viewers)}
                  </Flash>
                </td>
                <td data-align="right">
                  <Flash
                    value={stream.bps}
                    title={stream.bps === null ? "It takes two readings" : `${full(stream.bps)} bit/s`}
                  >
                    {bitrate(stream.bps)}
                  </Flash>
                </td>
                <td data-align="right" data-optional className="number" title={`${full(stream.bytes)} bytes`}>
                  {bytes(stream.bytes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

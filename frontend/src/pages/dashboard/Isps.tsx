import { Link } from "wouter";
import { AreaTable } from "../../components/AreaTable";
import type { IspShare } from "../../contract/events";

/** Through whom the viewers come. */
export function Isps({ isps }: { isps: readonly IspShare[] }) {
  return (
    <AreaTable
      title="Top ISPs"
      label="ISP"
      nobody="Nobody is watching."
      rows={isps}
      keyOf={({ asn, isp }) => `${asn} ${isp}`}
      name={(share) => <Name share={share} />}
    />
  );
}

function Name({ share: { isp, asn } }: { share: IspShare }) {
  if (isp === null) return <span title="The address is in no loaded geo database">–</span>;
  return (
    <Link
      href={`/connections?isp=${encodeURIComponent(isp)}`}
      title={asn === null ? "Who watches through it" : `Who watches through AS${asn}`}
    >
      {isp}
    </Link>
  );
}

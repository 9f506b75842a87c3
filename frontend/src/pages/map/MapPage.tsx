import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useAddress } from "../../address/useAddress";
import page from "../../components/Page.module.css";
import { Atlas } from "./Atlas";
import { connectionsFrom } from "./hrefs";
import { useGeo } from "./useGeo";
import { formatView, parseView } from "./view";

/** Where the viewers are. */
export default function MapPage() {
  const [view, change] = useAddress(parseView, formatView);
  const geo = useGeo();
  return (
    <div className={page.page}>
      <Atlas geo={geo} view={view} change={change} hrefOf={connectionsFrom}>
        <Button component={Link} href="/past?show=map" size="compact-sm" variant="default">
          Earlier
        </Button>
      </Atlas>
    </div>
  );
}

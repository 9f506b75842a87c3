import { Link } from "wouter";
import { Empty } from "../components/Empty";

export function MissingPage() {
  return (
    <Empty title="There is no such page">
      <Link href="/">Go to the dashboard</Link>
    </Empty>
  );
}

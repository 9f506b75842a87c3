import { Empty } from "../components/Empty";

/** Shown while nothing is known yet because the server has not answered once. */
export function WaitingPage() {
  return (
    <main>
      <Empty title="The server does not answer" heading="h1">
        <span role="status">Trying again every two seconds.</span>
      </Empty>
    </main>
  );
}

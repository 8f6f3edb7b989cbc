/** The faces of the page besides the full one: loading, failed, empty. */

/** The real layout in grey, so that nothing jumps when it fills. */
export function Loading() {
  return (
    <div role="status" aria-label="Loading connections">
      <div className="cards" aria-hidden="true">
        <SkeletonCard />
        <SkeletonCard />
      </div>
    </div>
  );
}

function SkeletonCard() {
  return (
    <div className="card skeleton">
      <div className="bar short" />
      <div className="bar" />
      <div className="bar short" />
      <div className="bar tall" />
      <div className="bar" />
    </div>
  );
}

export function Failure({ sentence, retry }: { sentence: string; retry: () => void }) {
  return (
    <div className="failure" role="alert">
      <p>{sentence}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

export function NoConnections() {
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Begin with a connection</h2>
      <p>
        A connection is one Ed-Fi API that your district reports to: its address, and the key and secret that
        its host gave you. For now a connection is added in a terminal, in three steps:
      </p>
      <ol>
        <li>
          Add it. Steward asks for the key and the secret, and checks the address.
          <code>steward connection add "State 2026-27" --url https://api.example.org</code>
        </li>
        <li>
          Say where your records are: a folder with JSON lines.
          <code>steward source add "State 2026-27" ./export</code>
        </li>
        <li>
          Come back to this page and choose <strong>Send now</strong>, or send from the terminal.
          <code>steward push "State 2026-27"</code>
        </li>
      </ol>
      <p>
        To look around first, <code className="inline">steward demo</code> makes an invented district and a
        practice API on this computer. Nothing of it reaches your state.
      </p>
    </section>
  );
}

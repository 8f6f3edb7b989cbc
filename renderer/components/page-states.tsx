import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { OpenReviewButton } from "../review/open-review-button.tsx";
import { linkTo, places } from "../routes.ts";
import { useSteward } from "../steward.ts";

/** The faces of a page besides the full one: loading, failed, empty. */

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

/** Lines of a table or a form that is on its way. */
export function PageSkeleton({ label, lines = 6 }: { label: string; lines?: number }) {
  return (
    <div role="status" aria-label={label} className="skeleton-lines">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have nothing else to be told apart by.
        <div key={line} className={`bar ${line % 3 === 0 ? "short" : "long"}`} aria-hidden="true" />
      ))}
    </div>
  );
}

export function Failure({ sentence, retry }: { sentence: string; retry: () => void }) {
  return (
    <div className="failure" role="alert">
      <p>{sentence}</p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}

/** `children`: another way to begin, beside the button. */
export function NoConnections({ children }: { children?: ReactNode }) {
  const { review } = useSteward();
  if (review)
    return (
      <section className="empty">
        <h2>The file holds no connection</h2>
        <p>Where it was made there was none yet.</p>
      </section>
    );
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Begin with a connection</h2>
      <p>
        A connection is one Ed-Fi API that your district reports to: its address, and the key and secret that
        its host gave you. Steward tries each of them while you type, and sends nothing before you say so.
      </p>
      <ol>
        <li>Say where the API is. Steward finds its version, its school year and its data model.</li>
        <li>Enter the key and the secret. They go into the keychain of this computer, and nowhere else.</li>
        <li>Choose what is sent, and the folder that holds your records.</li>
      </ol>
      <div className="buttons">
        <Button component="a" href={linkTo(places.add())} variant="filled">
          Add a connection
        </Button>
        {children}
        <OpenReviewButton />
      </div>
      <p className="quiet">
        In a terminal: <code>steward connection add "State 2026-27" --url https://api.example.org</code>. To
        look around first, <code>steward demo</code> makes an invented district and a practice API on this
        computer: nothing of it reaches your state.
      </p>
    </section>
  );
}

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { usualStudents } from "../../shared/domain/practice-facts.ts";
import { count } from "../format.ts";
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

interface NoConnectionsProps {
  /** The page itself is headed by the welcome. */
  isTitled?: boolean;
  /** Another way to begin. */
  children?: ReactNode;
}

export const welcome = "Welcome to Steward";

/** The two doors of a Steward without any connection. */
export function NoConnections({ isTitled = false, children }: NoConnectionsProps) {
  const { review } = useSteward();
  if (review)
    return (
      <section className="empty">
        <h2>The file holds no connection</h2>
        <p>Where it was made there was none yet.</p>
      </section>
    );
  const DoorTitle = isTitled ? "h2" : "h3";
  return (
    <section className="welcome" aria-label={welcome}>
      {!isTitled && <h2>{welcome}</h2>}
      <p>
        Steward sends your district's records to your state's Ed-Fi API, and makes of all that comes back a
        short list: what was refused, what waits for it, and what to do about each.
      </p>
      <div className="doors">
        <section className="door" aria-labelledby="practise-title">
          <DoorTitle id="practise-title" className="door-title">
            Practise first
          </DoorTitle>
          <p>
            Steward makes up a district of {count(usualStudents)} students with a few mistakes in its files,
            and an Ed-Fi API on this computer that takes what you send. Find the causes and mend them: nothing
            leaves this computer, and all of it is gone again with one button.
          </p>
          <Button component="a" href={linkTo(places.beginPractice())} variant="filled">
            Practise first
          </Button>
        </section>
        <section className="door" aria-labelledby="connect-title">
          <DoorTitle id="connect-title" className="door-title">
            Connect to your API
          </DoorTitle>
          <p>
            You need its address, and the key and secret that your state or your host gave you, and the folder
            that your student information system exports to. Each is tried while you go on; nothing is sent
            before you say so.
          </p>
          <Button component="a" href={linkTo(places.add())}>
            Add a connection
          </Button>
        </section>
      </div>
      <div className="buttons">
        {children}
        <OpenReviewButton />
      </div>
    </section>
  );
}

import { Button } from "@mantine/core";
import { exactTime } from "../format.ts";
import { reviewTitle } from "../review/review-words.ts";
import { linkTo, places } from "../routes.ts";
import { useScope, useStatus } from "../scope.ts";
import { type OpenReview, useShown, useSteward } from "../steward.ts";

/** What must not be overlooked about everything below: a review, practice, closed, no core. */
export function Bands() {
  const { review } = useSteward();
  const connected = useShown((state) => state.connected);
  const { connection } = useScope();
  const status = useStatus(connection);
  return (
    <>
      {!connected && (
        <p className="banner" role="alert">
          Steward does not answer. This page goes on by itself when it is back; if it was closed, start it
          again and open the address that it prints.
        </p>
      )}
      {review && <ReviewBand review={review} />}
      {status?.connection.practice === true && (
        <p className="band band-practice">
          Practice: nothing here reaches your state
          {status.connection.ownPractice && !review && (
            <>
              {" · "}
              <a href={linkTo(places.practice())}>Mend, start over, remove</a>
            </>
          )}
        </p>
      )}
      {status?.connection.closedAt !== undefined && (
        <p className="band band-closed">
          Closed on {exactTime(status.connection.closedAt)}: kept for reading, nothing is sent
        </p>
      )}
    </>
  );
}

function ReviewBand({ review: { manifest, close } }: { review: OpenReview }) {
  return (
    <section className="band band-review" aria-label="Review">
      <p>{reviewTitle(manifest)}. Nothing can be changed here.</p>
      <Button size="compact-sm" onClick={close}>
        Close the review
      </Button>
    </section>
  );
}

import { Button } from "@mantine/core";
import { useReviewDoor } from "./review-door.ts";

/** Chooses a review file that another Steward has made. It can be dropped on the window as well. */
export function OpenReviewButton() {
  const { choose } = useReviewDoor();
  return <Button onClick={choose}>Open a review file…</Button>;
}

import { Button } from "@mantine/core";
import { useRef } from "react";
import { useReviewDoor } from "./review-door.ts";

/** Chooses a review file that another Steward has made. It can be dropped on the window as well. */
export function OpenReviewButton() {
  const { open } = useReviewDoor();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>Open a review file…</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Review file"
        accept=".gz,.jsonl,application/gzip"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) void open(file);
          // So that the same file can be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}

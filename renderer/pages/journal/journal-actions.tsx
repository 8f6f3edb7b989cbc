import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useAnswer } from "../../ask.ts";
import { keptWords } from "../../journal-kept.ts";
import { OpenReviewButton } from "../../review/open-review-button.tsx";
import { ClearDialog } from "./clear-dialog.tsx";
import { KeepDialog } from "./keep-dialog.tsx";
import { ReviewDialog } from "./review-dialog.tsx";

/** A dialog, and the button that the focus goes back to. */
function useOpened() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return { isOpen, button, open: () => setOpen(true), close };
}

/** What can be made of the journal, or read of another one, and what can be taken from it. */
export function JournalActions() {
  const review = useOpened();
  const clear = useOpened();
  return (
    <div className="buttons">
      <Button ref={review.button} onClick={review.open}>
        Make a review file…
      </Button>
      <OpenReviewButton />
      <Button ref={clear.button} onClick={clear.open}>
        Clear the journal…
      </Button>
      {review.isOpen && <ReviewDialog close={review.close} />}
      {clear.isOpen && <ClearDialog close={clear.close} />}
    </div>
  );
}

/** For how long it is kept, and where that is changed. */
export function KeptLine() {
  const { isOpen, button, open, close } = useOpened();
  const { value } = useAnswer("journal.retention", {}, ["runs", "audit"]);
  if (!value) return <p className="quiet under-title"> </p>;
  return (
    <p className="quiet under-title">
      {keptWords(value)}{" "}
      <Button variant="subtle" size="compact-sm" ref={button} onClick={open}>
        Change…
      </Button>
      {isOpen && <KeepDialog kept={value} close={close} />}
    </p>
  );
}

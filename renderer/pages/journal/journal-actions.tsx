import { Button } from "@mantine/core";
import { useState } from "react";
import { useAnswer } from "../../ask.ts";
import { keptWords } from "../../journal-kept.ts";
import { OpenReviewButton } from "../../review/open-review-button.tsx";
import { ClearDialog } from "./clear-dialog.tsx";
import { KeepDialog } from "./keep-dialog.tsx";
import { ReviewDialog } from "./review-dialog.tsx";

/** What can be made of the journal, or read of another one, and what can be taken from it. */
export function JournalActions() {
  const [opened, setOpened] = useState<"review" | "clear">();
  const close = () => setOpened(undefined);
  return (
    <div className="buttons">
      <Button onClick={() => setOpened("review")}>Make a review file…</Button>
      <OpenReviewButton />
      <Button onClick={() => setOpened("clear")}>Clear the journal…</Button>
      {opened === "review" && <ReviewDialog close={close} />}
      {opened === "clear" && <ClearDialog close={close} />}
    </div>
  );
}

/** For how long it is kept, and where that is changed. */
export function KeptLine() {
  const [isOpen, setOpen] = useState(false);
  const { value } = useAnswer("journal.retention", {}, ["runs", "audit"]);
  if (!value) return <p className="quiet under-title"> </p>;
  return (
    <p className="quiet under-title">
      {keptWords(value)}{" "}
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        Change…
      </Button>
      {isOpen && <KeepDialog kept={value} close={() => setOpen(false)} />}
    </p>
  );
}

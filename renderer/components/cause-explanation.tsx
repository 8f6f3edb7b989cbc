import { Button, Textarea } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import type { Explanation, Place } from "../../shared/domain/dictionary.ts";
import { useAnswer } from "../ask.ts";
import { linkTo, places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { PageSkeleton } from "./page-states.tsx";
import { Refusal } from "./refusal.tsx";

interface CauseExplanationProps {
  /** Id of the connection. */
  connection: string;
  topic: Explanation["topic"];
}

/** What a cause means, what to do, the way to the place, and what the district has noted. */
export function CauseExplanation({ connection, topic }: CauseExplanationProps) {
  const { review } = useSteward();
  const { value, failure, askAgain } = useAnswer("dictionary.explain", { topic }, ["dictionary"]);
  if (!value)
    return failure === undefined ? (
      <PageSkeleton label="Looking up what this means" lines={3} />
    ) : (
      <Refusal sentence={failure} />
    );
  const { means, misleads, steps, place } = value;
  const way = wayTo(place, connection);
  return (
    <section className="explanation" aria-label="What it means and what to do">
      <p>{means}</p>
      {misleads !== undefined && <p className="quiet">{misleads}</p>}
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {!review && (
        <div className="buttons">
          {way && (
            <Button component="a" href={linkTo(way.place)}>
              {way.verb}
            </Button>
          )}
          <Note entry={value} saved={askAgain} />
        </div>
      )}
    </section>
  );
}

/** Undefined where the repair is not made in Steward, or where one is already. */
function wayTo(
  place: Place,
  connection: string,
): { readonly verb: string; readonly place: string } | undefined {
  switch (place) {
    case "mapping":
      return { verb: "Map codes", place: places.connection(connection, "descriptors") };
    case "profile":
      return { verb: "Open the profile", place: places.connection(connection, "profile") };
    case "permissions":
      return { verb: "See the permissions", place: places.connection(connection, "permissions") };
    case "connection-test":
    case "key":
      return { verb: "Open the connection", place: places.connection(connection, "transport") };
    case "folders":
    case "source-file":
      return { verb: "Open the folders", place: places.connection(connection) };
    case "push":
      return { verb: "Open Sync", place: places.sync(connection) };
    case "record":
    case "nowhere":
      return undefined;
    default:
      return place satisfies never;
  }
}

/** Read by all who work here; written in place. */
function Note({ entry, saved }: { entry: Explanation; saved: () => Promise<void> }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [text, setText] = useState<string>();
  const isOpen = text !== undefined;
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  // What was pressed is gone: the focus goes to what has come in its place.
  useLayoutEffect(() => {
    if (isOpen !== wasOpen.current) (isOpen ? field : button).current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (!isOpen)
    return (
      <>
        <Button ref={button} variant="subtle" onClick={() => setText(entry.note ?? "")}>
          {entry.note === undefined ? "Add a note" : "Change the note"}
        </Button>
        {entry.note !== undefined && <p className="note">Note: {entry.note}</p>}
      </>
    );
  const save = () =>
    act(async () => {
      await client.call("dictionary.note", { topic: entry.topic, text });
      await saved();
    }).then((done) => done && setText(undefined));
  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <Textarea
        label="What your district knows of it"
        description="Shown whenever this comes again, and carried along in templates: write no student's name or number."
        value={text}
        maxLength={2000}
        autosize
        minRows={2}
        ref={field}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button type="submit" variant="filled" aria-disabled={busy}>
          Save the note
        </Button>
        <Button onClick={() => setText(undefined)}>Leave it as it was</Button>
      </div>
    </form>
  );
}

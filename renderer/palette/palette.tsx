import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { runCheck } from "../check/run-check.ts";
import { Part } from "../components/part.tsx";
import { Refusal } from "../components/refusal.tsx";
import { DialogFrame } from "../dialogs/dialog-frame.tsx";
import { useReviewDoor } from "../review/review-door.ts";
import { places } from "../routes.ts";
import { useScope } from "../scope.ts";
import { runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { type Entry, entriesOf, fitting } from "./entries.ts";
import { useFoundRecords } from "./use-found-records.ts";

/** Everything that can be done or gone to, by a few letters of its name; and records, by a part of their keys. */
export function Palette({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const { refusal, busy, take } = useTaking(close);
  const { connection } = useScope();
  const records = useFoundRecords(connection, typed);
  const known = useEntries(connection);
  const shown = useMemo(
    () => [...fitting(known, typed), ...records.entries],
    [known, typed, records.entries],
  );
  const list = useId();
  const chosen = Math.min(place, shown.length - 1);
  const press = (event: KeyboardEvent) => {
    const next = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next !== undefined && (event.key.startsWith("Arrow") || typed === "")) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(next, shown.length - 1)));
    } else if (event.key === "Enter" && !busy) {
      const entry = shown[chosen];
      if (entry) void take(entry);
    }
  };
  return (
    <DialogFrame title="Go to, or do" close={close} wide>
      <TextInput
        data-autofocus
        aria-label="Page, connection, cause or record"
        placeholder="Page, connection, cause, or part of a record's key"
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={shown.length > 0 ? `${list}-${chosen}` : undefined}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={press}
      />
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <Choices id={list} entries={shown} chosen={chosen} take={take} />
      <p role="status" className="quiet small">
        {footWords(shown.length, records.busy)}
      </p>
    </DialogFrame>
  );
}

function footWords(shown: number, busy: boolean) {
  if (busy) return "Looking through the records";
  return shown === 0 ? "Nothing has a name that begins so." : "";
}

/** What the page knows already. */
function useEntries(scope: string | undefined): readonly Entry[] {
  const statuses = useShown((state) => state.statuses);
  const causes = useShown((state) => state.causes);
  // Which run it is changes seldom, how far it is all the time.
  const running = useShown((state) =>
    (state.statuses ?? [])
      .flatMap(({ connection: { id } }) => {
        const run = runningOf(state, id)?.run;
        return run === undefined ? [] : [`${id} ${run}`];
      })
      .join("\n"),
  );
  return useMemo(() => {
    const runs = new Map(
      running.split("\n").flatMap((line) => {
        const [id, run] = line.split(" ");
        return id && run ? [[id, run] as const] : [];
      }),
    );
    return entriesOf({ statuses: statuses ?? [], causes, scope, runs });
  }, [statuses, causes, scope, running]);
}

const commands = { send: "push.start", pause: "schedule.pause", resume: "schedule.resume" } as const;

function useTaking(close: () => void) {
  const { client } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const { choose } = useReviewDoor();
  const take = async ({ to }: Entry) => {
    if (to === "review") {
      close();
      choose();
      return;
    }
    if ("place" in to) {
      close();
      navigate(to.place);
      return;
    }
    if ("do" in to && to.do === "check") {
      close();
      // There it says how far it is, and what it found.
      navigate(places.sync(to.connection));
      return runCheck(client, to.connection);
    }
    const done = await act(() =>
      "do" in to
        ? client.call(commands[to.do as keyof typeof commands], { connection: to.connection })
        : client.call("push.cancel", { run: to.cancel }),
    );
    if (done) close();
  };
  return { busy, refusal, take };
}

interface ChoicesProps {
  id: string;
  entries: readonly Entry[];
  chosen: number;
  take: (entry: Entry) => Promise<void>;
}

function Choices({ id, entries, chosen, take }: ChoicesProps) {
  const active = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen.
  useEffect(() => {
    active.current?.scrollIntoView({ block: "nearest" });
  }, [chosen, entries]);
  return (
    <Part is="listbox" id={id} className="palette-list" aria-label="What fits">
      {entries.map((entry, at) => (
        <Part
          key={entry.id}
          is="option"
          id={`${id}-${at}`}
          {...(at === chosen && { ref: active })}
          aria-selected={at === chosen}
          className={at === chosen ? "palette-entry active" : "palette-entry"}
          onClick={() => void take(entry)}
        >
          <span className="quiet small palette-group">
            {entries[at - 1]?.group === entry.group ? "" : entry.group}
          </span>
          <span>
            {entry.words} {entry.note !== undefined && <span className="quiet">{entry.note}</span>}
          </span>
        </Part>
      ))}
    </Part>
  );
}

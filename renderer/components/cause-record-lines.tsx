import { Button } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import type { Cause } from "../../shared/domain/cause.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { count, counted, resourceName, stateWords } from "../format.ts";

/** What can be done with a line of the list. */
export interface Deed {
  readonly verb: string;
  readonly nameOf: (line: RecordLine) => string;
  /** Undefined for a line that it cannot be done with. */
  readonly of: (line: RecordLine) => (() => void) | undefined;
}

interface RecordLinesProps {
  cause: Cause;
  lines: readonly RecordLine[];
  deeds: readonly Deed[];
}

export function RecordLines({ cause, lines, deeds }: RecordLinesProps) {
  const [last, setLast] = useState<Readonly<Record<string, string>>>({});
  const offered = deeds.flatMap((deed) => {
    const able = lines.filter(deed.of);
    const stop = able.find(({ id }) => id === last[deed.verb]) ?? able[0];
    return stop ? [{ deed, stop: stop.id }] : [];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label={`Records: ${cause.title}`}>
      <table>
        <caption>
          {lines.length < cause.releases
            ? `The first ${count(lines.length)} of ${counted(cause.releases, "record", "records")}`
            : counted(lines.length, "record", "records")}
        </caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col" className="record">
              Record
            </th>
            <th scope="col" className="state">
              State
            </th>
            <th scope="col">Came from</th>
            <th scope="col" className="number">
              Status
            </th>
            <th scope="col">Last answer</th>
            {offered.map(({ deed }) => (
              <th key={deed.verb} scope="col" className="deed">
                <span className="hidden">{deed.verb}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{resourceName(line.resource)}</td>
              <td>{line.label}</td>
              <td>{stateWords(line.state)}</td>
              <td>{line.source ? `${line.source.file}:${line.source.line}` : "-"}</td>
              <td className="number">{line.status ?? "-"}</td>
              <td>{line.message ?? "-"}</td>
              {offered.map(({ deed, stop }) => (
                <td key={deed.verb} className="deed">
                  <DeedButton
                    deed={deed}
                    line={line}
                    isStop={line.id === stop}
                    reached={() => setLast((before) => ({ ...before, [deed.verb]: line.id }))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DeedButtonProps {
  deed: Deed;
  line: RecordLine;
  /** The one of its kind that the tabulator key comes to. */
  isStop: boolean;
  reached: () => void;
}

function DeedButton({ deed, line, isStop, reached }: DeedButtonProps) {
  const act = deed.of(line);
  if (!act) return null;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      data-deed={deed.verb}
      aria-label={deed.nameOf(line)}
      tabIndex={isStop ? 0 : -1}
      onFocus={reached}
      onKeyDown={walk}
      onClick={act}
    >
      {deed.verb}…
    </Button>
  );
}

/** The arrows walk from line to line: the tabulator key passes a hundred of them with one press. */
function walk(event: KeyboardEvent<HTMLButtonElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const { currentTarget } = event;
  const same = `button[data-deed="${currentTarget.dataset.deed}"]`;
  const buttons = [...(currentTarget.closest("tbody")?.querySelectorAll<HTMLElement>(same) ?? [])];
  const next = buttons[buttons.indexOf(currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

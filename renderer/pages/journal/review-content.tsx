import { useMemo, useState } from "react";
import type { BundleManifest, CauseLine, Review } from "../../../shared/domain/journal.ts";
import { Part } from "../../components/part.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import { count, counted, exactTime, menderWords } from "../../format.ts";
import { contentWords } from "../../journal-kept.ts";
import { lineWords } from "../../journal-words.ts";

/** Causes that are named here; the file has them all. */
const causesShown = 50;
/** Lines as they stand in the file. */
const rawLines = 20;

/** Exactly what a review file holds: of the rest, the newest. */
export function ReviewContent({ review }: { review: Review }) {
  const { manifest, causes } = review;
  const names = useMemo(
    () => new Map(manifest.connections.map(({ id, name }) => [id, name])),
    [manifest.connections],
  );
  return (
    <>
      <section aria-label="In the file">
        <h3>In the file</h3>
        <ul>
          {contentWords(manifest).map((sentence) => (
            <li key={sentence}>{sentence}.</li>
          ))}
        </ul>
      </section>
      <Connections manifest={manifest} />
      {causes.length > 0 && <Causes causes={causes} />}
      {review.journal.length > 0 && <Newest review={review} names={names} />}
      <Raw review={review} />
    </>
  );
}

function Connections({ manifest: { connections } }: { manifest: BundleManifest }) {
  return (
    <table className="plain-table review-connections">
      <caption>Connections, as you named them, and what their keys may do</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Server</th>
          <th scope="col" className="number">
            Records
          </th>
          <th scope="col" className="number">
            Causes
          </th>
        </tr>
      </thead>
      <tbody>
        {connections.map(({ id, name, server, records, causes }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>
              {server ? `${server.product === "dms" ? "Ed-Fi DMS" : "ODS/API"} ${server.version}` : "–"}
            </td>
            <td className="number">{count(records)}</td>
            <td className="number">{count(causes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Causes({ causes }: { causes: readonly CauseLine[] }) {
  const all = causes.toSorted((one, other) => other.records + other.held - one.records - one.held);
  const rest = all.length - causesShown;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll review-causes" tabIndex={0} aria-label="Causes in the file">
      <table>
        <caption>Causes</caption>
        <tbody>
          {all
            .slice(0, causesShown)
            .map(({ connection, id, title, who, records, held, clearedAt, found }) => (
              <tr key={`${connection} ${id}`}>
                <th scope="row">
                  {title}
                  {found && <span className="found-mark">found before sending</span>}
                </th>
                <td>{menderWords(who)}</td>
                <td className="number">
                  {clearedAt === undefined ? counted(records + held, "record", "records") : "cleared"}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {rest > 0 && <p className="quiet">And {counted(rest, "more cause", "more causes")}.</p>}
    </section>
  );
}

interface NewestProps {
  review: Review;
  names: ReadonlyMap<string, string>;
}

function Newest({ review: { journal, manifest }, names }: NewestProps) {
  const { run, refusal, setting, "cause-change": changes = 0 } = manifest.lines;
  const all = run + refusal + setting + changes;
  const title =
    journal.length < all
      ? `The newest ${count(journal.length)} of its ${count(all)} lines`
      : `Its ${counted(all, "line", "lines")}`;
  return (
    <section className="review-lines" aria-label="Lines in the file">
      <h3>{title}</h3>
      <VirtualTable
        label={title}
        layout="journal-table of-all"
        columns={["When", "What happened", "Details", "Connection"]}
        rows={journal.map((line, index) => ({ key: String(index), line }))}
        keyOf={({ key }) => key}
        plain
        cells={({ line }) => {
          const { icon, tone, what, details } = lineWords(line);
          return (
            <>
              <Part is="cell" className="quiet">
                {exactTime(line.at)}
              </Part>
              <Part is="rowheader">
                <span className={`journal-mark tone-${tone}`} aria-hidden="true">
                  {icon}
                </span>
                <span>{what}</span>
              </Part>
              <Part is="cell">{details}</Part>
              <Part is="cell" className="quiet">
                {line.connection === undefined ? "" : (names.get(line.connection) ?? "")}
              </Part>
            </>
          );
        }}
      />
    </section>
  );
}

/** For whoever wants to see it as it is. */
function Raw({ review: { manifest, causes, entries, journal } }: { review: Review }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="review-raw" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>As it stands in the file: its first line, and the first of each kind</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <section className="scroll" tabIndex={0} aria-label="Lines of the file">
          <pre>
            {[
              JSON.stringify(manifest, undefined, 2),
              ...[causes, entries, journal].flatMap((lines) =>
                lines.slice(0, rawLines).map((line) => JSON.stringify(line)),
              ),
            ].join("\n")}
          </pre>
        </section>
      )}
    </details>
  );
}

import type { Connection } from "../../shared/domain/connection.ts";
import type { Foreseen, PushPreview } from "../../shared/domain/run.ts";
import { checkProgressWords, foreseenWords } from "../check-words.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { ResourceCounts } from "../components/resource-counts.tsx";
import { count, counted, menderWords } from "../format.ts";
import { checkOf } from "../state.ts";
import { useShown } from "../steward.ts";
import { previewWords } from "../sync-words.ts";
import type { PreviewShown } from "./use-preview.ts";

interface PreviewPanelProps {
  connection: Connection;
  shown: PreviewShown;
  force: boolean;
  /** Fields that have to be mended first. */
  hasProblems: boolean;
}

/** What would leave this machine, before anything does. */
export function PreviewPanel({ connection, shown, force, hasProblems }: PreviewPanelProps) {
  const { preview, isFinal, failure, again } = shown;
  const linesRead = useShown((state) => state.scans.get(connection.id)?.linesRead);
  return (
    <section className="preview-panel" aria-labelledby="preview-title">
      <h3 id="preview-title">What would be sent</h3>
      {hasProblems && <p className="quiet">Mend the marked field first.</p>}
      {failure !== undefined && <Failure sentence={failure} retry={again} />}
      {!hasProblems && preview === undefined && failure === undefined && (
        <PageSkeleton label="Counting what would be sent" lines={4} />
      )}
      {preview && (
        <>
          <p className="preview-number">
            {count(preview.planned)}{" "}
            <span className="quiet">{preview.planned === 1 ? "record" : "records"}</span>
          </p>
          <p role="status" className="quiet">
            {isFinal
              ? "Your files were looked at just now."
              : `By what was read last. Your files are being looked at${linesRead === undefined ? "" : `: ${counted(linesRead, "line", "lines")} so far`}.`}
          </p>
          <Sentences connection={connection} preview={preview} force={force} />
          {preview.planned > 0 && <ForeseenPart connection={connection.id} foreseen={preview.foreseen} />}
          {preview.resources.length > 0 && <PreviewTable preview={preview} />}
        </>
      )}
    </section>
  );
}

interface SentencesProps {
  connection: Connection;
  preview: PushPreview;
  force: boolean;
}

function Sentences({ connection: { name, settings }, preview, force }: SentencesProps) {
  const to = `${name} (${new URL(settings.url).host})`;
  return (
    <ul className="preview-sentences">
      {(preview.selection ?? []).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {previewWords(preview, { to, force }).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What the server would refuse of it: found after the rest, and waited for by nobody. */
function ForeseenPart({ connection, foreseen }: { connection: string; foreseen: Foreseen | undefined }) {
  const progress = useShown((state) => checkOf(state, connection, "preview"));
  const isLooking = foreseen === undefined && progress?.phase === "checking";
  return (
    <div className="foreseen">
      {isLooking && <p className="quiet">Would any be refused? {checkProgressWords(progress)}.</p>}
      <p role="status">{foreseen && foreseenWords(foreseen)}</p>
      {foreseen && foreseen.causes.length > 0 && (
        <details className="more">
          <summary>See why</summary>
          <ul className="foreseen-causes">
            {foreseen.causes.map(({ id, title, who, records, releases }) => (
              <li key={id}>
                {title}
                <span className="block quiet small">
                  {records > 0 && `${count(records)} refused`}
                  {records > 0 && releases > records && ", "}
                  {releases > records && `${count(releases - records)} held back`} · {menderWords(who)}
                </span>
              </li>
            ))}
          </ul>
          {foreseen.more > 0 && (
            <p className="quiet small">
              And {counted(foreseen.more, "more cause", "more causes")}: Check without sending tells them all.
            </p>
          )}
        </details>
      )}
    </div>
  );
}

function PreviewTable({ preview }: { preview: PushPreview }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll preview-table" tabIndex={0} aria-label="By resource">
      <ResourceCounts
        lines={preview.resources}
        columns={[
          ["New", "new"],
          ["Changed", "changed"],
          ["Again", "again"],
        ]}
      />
    </section>
  );
}

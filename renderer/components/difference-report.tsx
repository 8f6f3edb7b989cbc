import type { Differences } from "../../shared/domain/difference.ts";
import { counted, resourceName } from "../format.ts";

/** Where the new server differs from the one that the mappings were made for: what breaks a mapping comes first. */
export function DifferenceReport({ differences }: { differences: Differences }) {
  const { comparedWith, descriptors, resources, extensions, years, notCompared } = differences;
  const sum = (of: (line: Differences["descriptors"][number]) => number) =>
    descriptors.reduce((total, line) => total + of(line), 0);
  const added = sum((line) => line.added.length);
  const gone = sum((line) => line.gone.length);
  const changed = sum((line) => line.changed.length);
  const broken = descriptors.flatMap(({ type, gone: values }) =>
    values.filter(({ mappedFrom }) => mappedFrom.length > 0).map((value) => ({ type, ...value })),
  );
  const same =
    added +
      gone +
      changed +
      resources.added.length +
      resources.gone.length +
      extensions.added.length +
      extensions.gone.length ===
    0;
  return (
    <section className="differences" aria-label={`Differences from ${comparedWith}`}>
      <h3>Compared with {comparedWith}</h3>
      {same && <p>The server has the same resources, extensions and descriptors.</p>}
      {!same && (
        <ul>
          {added + gone + changed > 0 && (
            <li>
              Descriptors: {added} new, {gone} gone, {changed} described differently
            </li>
          )}
          <NamesLine what="New resources" names={resources.added.map(resourceName)} />
          <NamesLine what="Resources that are gone" names={resources.gone.map(resourceName)} />
          <NamesLine what="New extensions" names={extensions.added} />
          <NamesLine what="Extensions that are gone" names={extensions.gone} />
        </ul>
      )}
      {broken.length > 0 && (
        <div className="note note-waiting">
          <p>{counted(broken.length, "mapping needs", "mappings need")} a new target:</p>
          <ul>
            {broken.map(({ type, uri, mappedFrom }) => (
              <li key={uri}>
                {resourceName(type)}: {mappedFrom.join(", ")} → {uri}
              </li>
            ))}
          </ul>
        </div>
      )}
      {years.advice !== undefined && <p className="note note-waiting">{years.advice}</p>}
      <FittingYears years={years} />
      {notCompared.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
    </section>
  );
}

/** That the year is right is worth a line too: it is the mistake of every new year. */
function FittingYears({ years: { inData, ofServer, advice } }: Pick<Differences, "years">) {
  if (advice !== undefined || ofServer === undefined || inData.length === 0) return null;
  return (
    <p>
      Your files hold {inData.join(", ")}, and the server's address says {ofServer}: that fits.
    </p>
  );
}

function NamesLine({ what, names }: { what: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <li>
      {what}: {names.join(", ")}
    </li>
  );
}

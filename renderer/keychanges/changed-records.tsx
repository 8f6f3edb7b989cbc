import type { KeyChanges } from "../../shared/domain/key-change.ts";
import { count, counted, resourceName } from "../format.ts";
import { changesIn, fateWords, knownByWords } from "../key-change-words.ts";

/** The key that the server has beside the one in the files, record by record. */
export function ChangedRecords({ found }: { found: KeyChanges }) {
  const { changes } = found;
  if (changes.length === 0) return null;
  const all = changesIn(found);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label="Records whose keys changed">
      <table>
        <caption>
          {changes.length < all
            ? `The first ${count(changes.length)} of ${counted(all, "record", "records")}`
            : counted(all, "record", "records")}
        </caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Key on the server</th>
            <th scope="col">Key in your files</th>
            <th scope="col">Known by</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.record.id}>
              <td>{resourceName(change.record.resource)}</td>
              <td>{change.former.label}</td>
              <td>{change.record.label}</td>
              <td>{knownByWords(change.foundBy)}</td>
              <td>{fateWords(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

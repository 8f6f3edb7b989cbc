import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import { placeWords } from "../cause-words.ts";
import { count, counted, menderWords } from "../format.ts";
import { places } from "../routes.ts";
import { useLink } from "../use-link.ts";

interface CauseTableProps {
  connection: Connection;
  /** Of all causes, also those that are not in the list. */
  total: number;
  causes: readonly Cause[];
}

/** What is wrong, sorted by what one repair releases; each leads to what is to be done about it. */
export function CauseTable({ connection, total, causes }: CauseTableProps) {
  const link = useLink();
  return (
    <section className="causes">
      <table>
        <caption>Needs you: {connection.name}</caption>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" className="who">
              Who mends it
            </th>
            <th scope="col" className="number">
              Records
            </th>
            <th scope="col" className="number">
              Releases
            </th>
          </tr>
        </thead>
        <tbody>
          {causes.map((cause) => (
            <CauseRow key={cause.id} cause={cause} />
          ))}
        </tbody>
      </table>
      {total > causes.length && (
        <p>
          <a href={link(places.causes(connection.id))}>
            All {counted(total, "cause", "causes")} of {connection.name}
          </a>
        </p>
      )}
    </section>
  );
}

function CauseRow({ cause }: { cause: Cause }) {
  const { title, who, records, releases, ready } = cause;
  const link = useLink();
  return (
    <tr>
      <th scope="row">
        <a href={link(places.cause(cause, cause.connection))}>{title}</a>
        <span className="quiet block">{placeWords(cause)}</span>
      </th>
      <td>{menderWords(who)}</td>
      <td className="number">{count(records)}</td>
      <td className="number">
        <strong>{count(releases)}</strong>
        {ready > 0 && <span className="ready-mark block">● {count(ready)} ready</span>}
      </td>
    </tr>
  );
}

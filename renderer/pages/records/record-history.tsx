import type { RecordDetail } from "../../../shared/domain/record.ts";
import { Moment } from "../../components/moment.tsx";

/** What the server said of a record, the newest first. */
export function RecordHistory({ record: { history } }: { record: RecordDetail }) {
  if (history.length === 0) return null;
  return (
    <section className="record-history">
      <table>
        <caption>What the server said</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" className="number">
              Status
            </th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ at, run, status, message }) => (
            <tr key={`${at} ${run} ${message}`}>
              <td>
                <Moment at={at} />
              </td>
              <td className="number">{status ?? "-"}</td>
              <td>{message ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

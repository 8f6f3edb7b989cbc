import type { CauseDetail, TrendPoint } from "../../../shared/domain/cause.ts";
import { eventWords } from "../../cause-words.ts";
import { Moment } from "../../components/moment.tsx";
import { useAsTable } from "../../components/use-as-table.tsx";
import { count, dayWords } from "../../format.ts";

/** Since when, how many each day, and what happened. */
export function CauseHistory({ cause }: { cause: CauseDetail }) {
  const { firstSeen, lastSeen, history, trend } = cause;
  return (
    <section aria-labelledby="cause-history">
      <h3 id="cause-history">History</h3>
      <p className="quiet">
        First seen <Moment at={firstSeen} />, last <Moment at={lastSeen} />.
      </p>
      <Trend trend={trend} />
      {history.length > 0 && (
        <ol className="cause-history">
          {history.map((event, index) => (
            <li key={`${event.at} ${event.run ?? event.why ?? ""}`}>
              <Moment at={event.at} /> <span>{eventWords(event, index === history.length - 1)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const width = 300;
const height = 44;

/** How many waited at the end of each day: a line, with its numbers behind a button. */
function Trend({ trend }: { trend: readonly TrendPoint[] }) {
  const asTable = useAsTable(() => <TrendTable trend={trend} />);
  const most = Math.max(1, ...trend.map(({ waiting }) => waiting));
  if (trend.every(({ waiting }) => waiting === 0)) return null;
  const step = width / Math.max(1, trend.length);
  const now = trend.at(-1)?.waiting ?? 0;
  return (
    <figure className="trend">
      <figcaption className="quiet small">
        Waiting at the end of each of the last {trend.length} days, at most {count(most)}, now {count(now)}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
        {trend.map(({ day, waiting }, index) => {
          const tall = waiting === 0 ? 1 : Math.max(2, (waiting / most) * height);
          return <rect key={day} x={index * step + 1} width={step - 2} y={height - tall} height={tall} />;
        })}
      </svg>
      {asTable.button}
      {asTable.table}
    </figure>
  );
}

function TrendTable({ trend }: { trend: readonly TrendPoint[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="number">
            Waiting
          </th>
        </tr>
      </thead>
      <tbody>
        {trend.toReversed().map(({ day, waiting }) => (
          <tr key={day}>
            <th scope="row">{dayWords(day)}</th>
            <td className="number">{count(waiting)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

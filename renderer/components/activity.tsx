import { useId } from "react";
import type { ActivityDay } from "../../shared/domain/activity.ts";
import { type Table, useAnswer } from "../ask.ts";
import { count, dayWords } from "../format.ts";
import { useSteward } from "../steward.ts";
import { useAsTable } from "./use-as-table.tsx";

const tables: readonly Table[] = ["runs", "causes"];
const step = 12;
const height = 32;

interface Series {
  readonly title: string;
  readonly tone: "accepted" | "refused" | "waiting";
  readonly of: (day: ActivityDay) => number;
  /** What stands beside the bars. */
  readonly sum: (days: readonly ActivityDay[]) => string;
}

const total = (of: (day: ActivityDay) => number) => (days: readonly ActivityDay[]) =>
  `${count(days.reduce((sum, day) => sum + of(day), 0))} in all`;
const series: readonly Series[] = [
  {
    title: "Accepted",
    tone: "accepted",
    of: ({ accepted }) => accepted,
    sum: total(({ accepted }) => accepted),
  },
  { title: "Refused", tone: "refused", of: ({ refused }) => refused, sum: total(({ refused }) => refused) },
  {
    title: "Waiting at the day's end",
    tone: "waiting",
    of: ({ waiting }) => waiting,
    sum: (days) => `${count(days.at(-1)?.waiting ?? 0)} now`,
  },
];

/** The last 30 days: three rows of bars over the same days, each to its own height, with their numbers in a table. */
export function Activity({ connection }: { connection?: string | undefined }) {
  const { value } = useAnswer("activity.show", connection === undefined ? {} : { connection }, tables);
  const { review } = useSteward();
  const asTable = useAsTable(() => <ActivityTable days={value ?? []} />);
  const title = useId();
  // The page says what stands and what is to be done without it, too.
  if (!value?.some((day) => series.some(({ of }) => of(day) > 0))) return null;
  return (
    <section aria-labelledby={title} className="block-of">
      <div className="save-line">
        <h2 id={title}>Last {value.length} days</h2>
        {asTable.button}
      </div>
      <div className="activity">
        {series.map((one) => (
          <Bars key={one.title} days={value} series={one} />
        ))}
        <p className="quiet small activity-days">
          <span>{dayWords(value[0]?.day ?? "")}</span>
          <span>{review ? dayWords(value.at(-1)?.day ?? "") : "today"}</span>
        </p>
      </div>
      {asTable.table}
    </section>
  );
}

function Bars({ days, series: { title, tone, of, sum } }: { days: readonly ActivityDay[]; series: Series }) {
  const most = Math.max(1, ...days.map(of));
  return (
    <figure className="activity-row">
      <figcaption>{title}</figcaption>
      <svg
        className={`bars-${tone}`}
        viewBox={`0 0 ${days.length * step} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {days.map((day, at) => {
          const value = of(day);
          const tall = value === 0 ? 1 : Math.max(3, (value / most) * height);
          return (
            <rect key={day.day} x={at * step + 1} width={step - 2} y={height - tall} height={tall}>
              <title>{`${dayWords(day.day)}: ${count(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <span className="number quiet">{sum(days)}</span>
    </figure>
  );
}

function ActivityTable({ days }: { days: readonly ActivityDay[] }) {
  return (
    <table className="activity-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          {series.map(({ title }) => (
            <th key={title} scope="col" className="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{dayWords(day.day)}</th>
            {series.map(({ title, of }) => (
              <td key={title} className="number">
                {count(of(day))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

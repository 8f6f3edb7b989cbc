import type { Connection } from "../../../shared/domain/connection.ts";
import type { StageVerdict } from "../../../shared/domain/first-sync.ts";
import { count, counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";

const causesShown = 5;

interface StageVerdictProps {
  connection: Connection;
  title: string;
  verdict: StageVerdict;
}

/** Go or no-go, why, and what to mend first. */
export function StageVerdictWords({ connection, title, verdict }: StageVerdictProps) {
  const { advice, why, causes } = verdict;
  const shown = causes.slice(0, causesShown);
  return (
    <div className={advice === "go" ? "note note-plain" : "note note-waiting"} role="status">
      <p>
        <strong>
          {title}: {advice === "go" ? "go on" : "do not go on yet"}.
        </strong>{" "}
        {why}
      </p>
      {shown.length > 0 && (
        <ul>
          {shown.map(({ id, title: cause, records, holds }) => (
            <li key={id}>
              <a href={linkTo(places.overview(connection.id))}>{cause}</a>{" "}
              <span>
                ({counted(records, "record", "records")}
                {holds > 0 && `, ${count(holds)} behind it`})
              </span>
            </li>
          ))}
        </ul>
      )}
      {causes.length > shown.length && <p>And {count(causes.length - shown.length)} more.</p>}
    </div>
  );
}

import type { ConnectionStatus } from "../../shared/contract.ts";
import { useAnswer } from "../ask.ts";
import { apiHealth, dayInWords, nextInWords } from "../overview-words.ts";
import { runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";
import { totalsOf } from "./marks.tsx";

/** Of the day: what went out and what is held; then when the next batch goes, and whether the server is there. */
export function CardFacts({ status }: { status: ConnectionStatus }) {
  const { id, closedAt } = status.connection;
  const { review } = useSteward();
  const { value } = useAnswer("activity.show", { connection: id }, ["runs", "causes"]);
  const downSince = useShown((state) => runningOf(state, id)?.progress?.downSince);
  if (review || closedAt !== undefined) return null;
  const { refused, waiting, blocked } = totalsOf(status);
  const sent = value?.at(-1)?.accepted ?? 0;
  const next = nextInWords(status, Date.now());
  const health = apiHealth(status, Date.now(), downSince);
  return (
    <>
      <p>{dayInWords({ causes: status.causes, held: refused + waiting + blocked, sent })}</p>
      <p className="quiet card-next">
        {next !== undefined && <span>{next}</span>}
        {health && (
          <span className={health.isGood ? undefined : "attention"}>
            <span aria-hidden="true">{health.isGood ? "● " : "▲ "}</span>
            {health.words}
          </span>
        )}
      </p>
    </>
  );
}

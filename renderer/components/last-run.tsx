import type { Run } from "../../shared/domain/run.ts";
import { count } from "../format.ts";
import { Moment } from "./moment.tsx";

export function LastRun({ run }: { run: Run | undefined }) {
  if (!run) return <p className="quiet">Nothing was sent yet.</p>;
  const { result } = run;
  const accepted =
    result && result.sent.created + result.sent.updated + result.sent.deleted + result.sent.keyChanged;
  return (
    <p className="quiet">
      Last sent <Moment at={run.endedAt ?? run.startedAt} />
      {accepted !== undefined && `: ${count(accepted)} accepted`}
      {run.state === "cancelled" && ", cancelled"}
      {run.state === "crashed" && ", interrupted"}
      {result?.reason && `. ${result.reason}`}
    </p>
  );
}

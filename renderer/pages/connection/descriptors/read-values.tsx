import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { DescriptorTypeLine, PullReport } from "../../../../shared/domain/descriptor.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { count, counted } from "../../../format.ts";
import { typeName } from "../../../mapping-words.ts";
import { useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";

/** Milliseconds between two looks at how far a reading is: each type is stored as it ends. */
const lookEvery = 700;

/** Reading the server's values: under way, refused, or done. */
export function useReading(connection: Connection, ended: () => void) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [begun, setBegun] = useState<string>();
  const [report, setReport] = useState<PullReport>();
  const read = () => {
    if (busy) return;
    setBegun(new Date().toISOString());
    setReport(undefined);
    void act(async () => {
      setReport(await client.call("descriptors.pull", { connection: connection.id }));
    }).finally(ended);
  };
  return { busy, refusal, begun, report, read };
}

export type Reading = ReturnType<typeof useReading>;

interface ReadButtonProps {
  connection: Connection;
  reading: Reading;
  /** Nothing was read before: the one thing to do. */
  isFirst?: boolean;
}

export function ReadButton({ connection, reading: { busy, read }, isFirst = false }: ReadButtonProps) {
  if (connection.closedAt !== undefined) return null;
  const words = isFirst ? "Read the server's values" : "Read the server's values again";
  return (
    <Button variant={isFirst ? "filled" : "default"} aria-disabled={busy} onClick={read}>
      {busy ? "Reading" : words}
    </Button>
  );
}

/** How far a reading is, and what it found. */
export function ReadingReport({ connection, reading }: { connection: Connection; reading: Reading }) {
  const { busy, refusal, begun, report } = reading;
  if (busy && begun !== undefined) return <ReadingProgress connection={connection.id} begun={begun} />;
  if (refusal !== undefined) return <Refusal sentence={refusal} />;
  if (!report) return null;
  return (
    <div role="status" className={report.failed.length > 0 ? "note note-waiting" : "note note-plain"}>
      <p>
        {counted(report.values, "value", "values")} of {counted(report.types, "type", "types")} read:{" "}
        {count(report.added)} new, {count(report.changed)} described differently, {count(report.gone)} gone.
      </p>
      <NamesOf
        summary={`${counted(report.unreadable.length, "type", "types")} this key may not read: their codes are sent as they are.`}
        lines={report.unreadable.map(typeName)}
      />
      <NamesOf
        summary={`${counted(report.failed.length, "type", "types")} could not be read this time; what was known stays.`}
        lines={report.failed.map(({ type, reason }) => `${typeName(type)}: ${reason}`)}
      />
    </div>
  );
}

function NamesOf({ summary, lines }: { summary: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{summary}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function ReadingProgress({ connection, begun }: { connection: string; begun: string }) {
  const { client } = useSteward();
  const [types, setTypes] = useState<readonly DescriptorTypeLine[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let wanted = true;
    const look = async () => {
      // A look that fails is no news: the reading itself tells how it ends.
      const found = await client.call("descriptors.types", { connection }).catch(() => undefined);
      if (!wanted) return;
      if (found) setTypes(found);
      timer = setTimeout(look, lookEvery);
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, connection]);
  const done = types.filter(({ pulledAt }) => pulledAt !== undefined && pulledAt >= begun).length;
  const words =
    types.length === 0 ? "Asking the server" : `${count(done)} of ${count(types.length)} types read`;
  return (
    <div className="progress">
      <progress aria-label="Types read" max={Math.max(1, types.length)} value={done} />
      <p className="quiet" role="status">
        {words}
      </p>
    </div>
  );
}

import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { RecordLine } from "../../shared/domain/record.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { resourceName } from "../format.ts";
import { useSteward } from "../steward.ts";

const pageSize = 100;

/** The records of one resource that would be deleted, a page at a time. */
export function LeavingRecords({ connection, resource }: { connection: string; resource: string }) {
  const { client } = useSteward();
  const [lines, setLines] = useState<readonly RecordLine[]>();
  const [failure, setFailure] = useState<string>();
  const [hasMore, setHasMore] = useState(true);
  const ask = useCallback(
    async (after: string | undefined) => {
      try {
        const page = await client.call("deletes.list", {
          connection,
          deletes: "preview",
          resources: [resource],
          limit: pageSize,
          ...(after !== undefined && { after }),
        });
        setLines((before = []) => [...before, ...page]);
        setHasMore(page.length === pageSize);
        setFailure(undefined);
      } catch (error) {
        setFailure((error as Error).message);
      }
    },
    [client, connection, resource],
  );
  useEffect(() => void ask(undefined), [ask]);
  const last = lines?.at(-1)?.id;
  if (lines === undefined) {
    return failure === undefined ? (
      <PageSkeleton label="Loading the records" lines={3} />
    ) : (
      <Failure sentence={failure} retry={() => ask(undefined)} />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label={`Would be deleted: ${resourceName(resource)}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Record</th>
            <th scope="col">Stood in</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, label, source }) => (
            <tr key={id}>
              <td>{label}</td>
              <td>{source ? `${source.file}:${source.line}` : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {failure !== undefined && <Failure sentence={failure} retry={() => ask(last)} />}
      {hasMore && (
        <Button size="compact-sm" onClick={() => ask(last)}>
          Show more
        </Button>
      )}
    </section>
  );
}

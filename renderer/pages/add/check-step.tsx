import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PushPreview } from "../../../shared/domain/run.ts";
import type { ScanReport } from "../../../shared/domain/source.ts";
import { CheckPanel } from "../../check/check-panel.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { ResourceCounts } from "../../components/resource-counts.tsx";
import { count, counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useStatus } from "../../scope.ts";
import { useShown, useSteward } from "../../steward.ts";

interface Checked {
  scan: ScanReport;
  preview: PushPreview;
}

/** Reads the folders and says what would be sent; nothing is, before the button is pressed. */
export function CheckStep({ id }: { id: string }) {
  const linesRead = useShown((state) => state.scans.get(id)?.linesRead);
  const connection = useStatus(id)?.connection;
  const { checked, failure, check } = useCheck(id);
  return (
    <div className="form wide">
      {failure !== undefined && <Failure sentence={failure} retry={check} />}
      {checked === undefined && failure === undefined && (
        <>
          <p>
            Reading your files, and asking the server for its rules. Nothing is sent.
            {linesRead !== undefined && ` ${counted(linesRead, "line", "lines")} so far.`}
          </p>
          <PageSkeleton label="Checking" />
        </>
      )}
      {checked && <ScanReportLines {...checked} />}
      {checked && connection && checked.preview.planned > 0 && <CheckPanel connection={connection} />}
      <div className="buttons">
        {checked && checked.preview.planned > 0 && (
          <Button component="a" href={linkTo(places.sync(id))} variant="filled">
            Go on to the first sync
          </Button>
        )}
        <Button component="a" href={linkTo(places.connection(id))}>
          Send later
        </Button>
        <Button component="a" href={linkTo(places.setUp(id, "folder"))}>
          Back
        </Button>
      </div>
      {checked && checked.preview.resources.length > 0 && <PreviewTable preview={checked.preview} />}
    </div>
  );
}

function useCheck(connection: string) {
  const { client } = useSteward();
  const [checked, setChecked] = useState<Checked>();
  const [failure, setFailure] = useState<string>();
  const isReading = useRef(false);
  const check = useCallback(async () => {
    setFailure(undefined);
    isReading.current = true;
    try {
      const scan = await client.call("sources.scan", { connection });
      setChecked({ scan, preview: await client.call("push.preview", { connection }) });
    } catch (error) {
      setFailure((error as Error).message);
    }
    isReading.current = false;
  }, [client, connection]);
  useEffect(() => {
    void check();
    return () => {
      // Nobody waits for it any more; a push reads for itself.
      if (isReading.current) client.call("sources.cancel", { connection, of: "scan" }).catch(() => {});
    };
  }, [check, client, connection]);
  return { checked, failure, check };
}

function ScanReportLines({ scan, preview }: Checked) {
  const rejected = scan.rejected.slice(0, 5);
  return (
    <>
      <p className="lead">
        {counted(scan.records, "record", "records")} in {counted(scan.files, "file", "files")};{" "}
        {count(preview.planned)} would be sent.
      </p>
      {scan.rejectedTotal > 0 && (
        <div className="note note-waiting">
          <p>
            {counted(scan.rejectedTotal, "line was", "lines were")} not taken
            {scan.rejectedTotal > rejected.length && `; the first ${count(rejected.length)}`}:
          </p>
          <ul>
            {rejected.map(({ file, line, reason }) => (
              <li key={`${file}:${line}`}>
                {file} line {line}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function PreviewTable({ preview }: { preview: PushPreview }) {
  return (
    <ResourceCounts
      caption="In the order in which they would be sent"
      lines={preview.resources}
      columns={[
        ["New", "new"],
        ["Changed", "changed"],
      ]}
    />
  );
}

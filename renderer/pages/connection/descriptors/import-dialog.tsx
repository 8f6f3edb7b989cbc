import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { MappingResult } from "../../../../shared/domain/descriptor.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { DialogFrame } from "../../../dialogs/dialog-frame.tsx";
import { count, counted } from "../../../format.ts";
import { decodeText } from "../../../mapping-words.ts";
import { useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";
import { SavedResult } from "./save-bar.tsx";

interface ImportDialogProps {
  connection: Connection;
  imported: () => void;
  close: () => void;
}

/** Mappings from a file, as they were exported here or from another connection. */
export function ImportDialog({ connection, imported, close }: ImportDialogProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const [file, setFile] = useState<File>();
  const [pressed, setPressed] = useState(false);
  const [result, setResult] = useState<MappingResult>();
  const take = (event: FormEvent) => {
    event.preventDefault();
    setPressed(true);
    if (busy || !file) return;
    void act(async () => {
      const csv = decodeText(new Uint8Array(await file.arrayBuffer()));
      setResult(await client.call("descriptors.import", { connection: connection.id, csv }));
      imported();
    });
  };
  return (
    <DialogFrame title="Import mappings" close={close} wide>
      {result ? (
        <>
          <SavedResult connection={connection} result={result} />
          <RefusedLines refused={result.refused} />
          <div className="buttons">
            <Button onClick={close} data-autofocus>
              Done
            </Button>
          </div>
        </>
      ) : (
        <form className="form" onSubmit={take}>
          <p>
            A CSV file whose first line is <code>type,code,uri</code>, as the export writes it. A mapping in
            the file takes the place of the one that is here; lines without a URI change nothing.
          </p>
          <label className="file-field">
            <span>File</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              data-autofocus
              onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
            />
          </label>
          {pressed && !file && <Refusal sentence="Choose a file first." />}
          {refusal !== undefined && <Refusal sentence={refusal} />}
          <div className="buttons">
            <Button type="submit" variant="filled" aria-disabled={busy || !file}>
              {busy ? "Importing" : "Import"}
            </Button>
            <Button onClick={close}>Leave it</Button>
          </div>
        </form>
      )}
    </DialogFrame>
  );
}

function RefusedLines({ refused }: Pick<MappingResult, "refused">) {
  if (refused.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
    <section className="scroll" tabIndex={0} aria-label="Lines that were not taken">
      <table>
        <caption>{counted(refused.length, "line was", "lines were")} not taken</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Line
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ line, reason }) => (
            <tr key={`${line} ${reason}`}>
              <td className="number">{count(line)}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

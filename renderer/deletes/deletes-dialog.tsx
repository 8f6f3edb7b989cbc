import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMemo, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import type { DeletePlan } from "../../shared/domain/deletes.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { Refusal } from "../components/refusal.tsx";
import { deletingWords, isConfirmed, shareWords } from "../delete-words.ts";
import { DialogFrame } from "../dialogs/dialog-frame.tsx";
import { count, counted, resourceName } from "../format.ts";
import { usePreview } from "../resync/use-preview.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { LeavingRecords } from "./leaving-records.tsx";

interface DeletesDialogProps {
  connection: Connection;
  close: () => void;
}

const wish = { deletes: "preview" as const };

/** What has left complete lists: shown first, deleted on a person's word, and much only when its number is typed. */
export function DeletesDialog({ connection, close }: DeletesDialogProps) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const { preview, isFinal, failure, again } = usePreview(connection.id, wish);
  const [typed, setTyped] = useState("");
  const plan = preview?.deletes;
  const canStart = plan !== undefined && isFinal && isConfirmed(plan, typed) && !busy;
  const start = () =>
    canStart &&
    act(async () => {
      await client.call("push.start", {
        connection: connection.id,
        deletes: "confirm",
        // What has changed since it was looked at is refused.
        confirmDeletes: plan.total,
      });
      void refresh();
      notifications.show({ message: `${connection.name}: Sending has started; deletions come last.` });
      close();
    });
  return (
    <DialogFrame title={`Delete on ${connection.name} what has left your files`} close={close} wide>
      {failure !== undefined && <Failure sentence={failure} retry={again} />}
      {plan === undefined && failure === undefined && (
        <PageSkeleton label="Finding what has left your files" lines={5} />
      )}
      {plan && (
        <>
          <p className="preview-number">
            {count(plan.total)} <span className="quiet">to be deleted</span>
          </p>
          <p role="status">
            {deletingWords(plan, preview.planned, connection.name)}{" "}
            {!isFinal && "Your files are being looked at; this is by what was read last."}
          </p>
          {plan.resources.length > 0 && <PlanTable connection={connection} plan={plan} />}
          <Kept plan={plan} />
          {plan.refusal !== undefined && <p className="note note-waiting">{plan.refusal}</p>}
          {plan.stops && (
            <TextInput
              label={`To delete them all the same, type their number: ${count(plan.total)}`}
              inputMode="numeric"
              autoComplete="off"
              className="short-field"
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
        </>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {(plan?.total ?? 0) > 0 && (
          <Button variant="filled" color="red" aria-disabled={!canStart} onClick={start}>
            Delete {counted(plan?.total ?? 0, "record", "records")}
          </Button>
        )}
        <Button onClick={close} data-autofocus>
          {(plan?.total ?? 0) > 0 ? "Delete nothing" : "Done"}
        </Button>
      </div>
    </DialogFrame>
  );
}

function PlanTable({ connection, plan }: { connection: Connection; plan: DeletePlan }) {
  const [open, setOpen] = useState<string>();
  return (
    <>
      <table>
        <caption className="hidden">What would be deleted, by resource</caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col" className="number">
              Deletes
            </th>
            <th scope="col" className="number">
              Of
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="action">
              <span className="hidden">Records</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.resources.map(({ resource, deletes, of, share, stops }) => (
            <tr key={resource}>
              <th scope="row">
                {resourceName(resource)}
                {stops && (
                  <span className="reason tone-refused">▲ so much that its number has to be typed</span>
                )}
              </th>
              <td className="number">{count(deletes)}</td>
              <td className="number">{count(of)}</td>
              <td className="number">{shareWords(share)}</td>
              <td className="action">
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-expanded={open === resource}
                  aria-label={`Records: ${resourceName(resource)}`}
                  onClick={() => setOpen(open === resource ? undefined : resource)}
                >
                  Records
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open !== undefined && <LeavingRecords key={open} connection={connection.id} resource={open} />}
    </>
  );
}

/** What has left the files too, and stays: of another year, of a list that is not complete. */
function Kept({ plan: { kept } }: { plan: DeletePlan }) {
  const sentences = useMemo(
    () => kept.map(({ resource, sentence }) => ({ key: `${resource} ${sentence}`, sentence })),
    [kept],
  );
  if (sentences.length === 0) return null;
  return (
    <section aria-label="What stays">
      <h3>Stays on the server</h3>
      <ul>
        {sentences.map(({ key, sentence }) => (
          <li key={key}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from "@mantine/core";
import { Fragment, useId, useState } from "react";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import { count, counted, menderWords, resourceName } from "../format.ts";
import { CauseExplanation } from "./cause-explanation.tsx";
import { CauseRecords } from "./cause-records.tsx";

interface CauseTableProps {
  connection: Connection;
  /** Of all causes, also those that are not in the list. */
  total: number;
  causes: readonly Cause[];
}

/** What is wrong, sorted by what one repair releases. */
export function CauseTable({ connection, total, causes }: CauseTableProps) {
  const [open, setOpen] = useState<string>();
  return (
    <section className="causes">
      <table>
        <caption>
          Needs you: {connection.name}
          {total > causes.length && (
            <span className="quiet">
              {" "}
              (the first {count(causes.length)} of {count(total)} causes)
            </span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" className="who">
              Who mends it
            </th>
            <th scope="col" className="number">
              Records
            </th>
            <th scope="col" className="number">
              Releases
            </th>
            <th scope="col" className="action">
              <span className="hidden">Records of the cause</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {causes.map((cause) => (
            <CauseRow
              key={cause.id}
              connection={connection}
              cause={cause}
              open={open === cause.id}
              toggle={() => setOpen(open === cause.id ? undefined : cause.id)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CauseRowProps {
  connection: Connection;
  cause: Cause;
  open: boolean;
  toggle: () => void;
}

function CauseRow({ connection, cause, open, toggle }: CauseRowProps) {
  const panel = useId();
  return (
    <Fragment>
      <tr>
        <th scope="row">
          {cause.title}
          <span className="quiet block">{causePlace(cause)}</span>
        </th>
        <td>{menderWords(cause.who)}</td>
        <td className="number">{count(cause.records)}</td>
        <td className="number">
          <strong>{count(cause.releases)}</strong>
        </td>
        <td className="action">
          <Button
            variant="subtle"
            size="compact-sm"
            rightSection={<span aria-hidden="true">{open ? "▾" : "▸"}</span>}
            aria-expanded={open}
            aria-controls={panel}
            aria-label={`Records: ${cause.title}`}
            onClick={toggle}
          >
            Records
          </Button>
        </td>
      </tr>
      <tr id={panel} hidden={!open}>
        <td colSpan={5} className="panel">
          {open && (
            <>
              <CauseExplanation connection={connection.id} topic={cause.topic} />
              <CauseRecords connection={connection} cause={cause} />
            </>
          )}
        </td>
      </tr>
    </Fragment>
  );
}

/** For the person on the phone with the state: where it is, and the status. */
function causePlace({ resources, status, held }: Cause) {
  const first = resources.slice(0, 2).map(resourceName).join(", ");
  const more = resources.length > 2 ? ` and ${resources.length - 2} more` : "";
  const behind = held > 0 ? ` · ${counted(held, "record waits", "records wait")} behind it` : "";
  return `${first}${more}${status === undefined ? "" : ` · status ${status}`}${behind}`;
}

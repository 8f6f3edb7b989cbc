import { Button, TextInput } from "@mantine/core";
import { useLocation } from "wouter";
import type { SentReport, SentScope } from "../../shared/domain/as-sent.ts";
import { sentCsvHeading, sentCsvLine } from "../../shared/domain/sent-csv.ts";
import { useAnswer } from "../ask.ts";
import { Failure, PageSkeleton } from "../components/page-states.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { Refusal } from "../components/refusal.tsx";
import { count, exactTime, resourceName } from "../format.ts";
import { offerCsv } from "../offer-file.ts";
import { linkTo, places } from "../routes.ts";
import { type PageClient, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";

/** What a server got from a connection on a day, and had at its end: to be looked at, printed and handed on. */
export function AsSentPage({ id, day }: { id: string; day: string | undefined }) {
  const [, navigate] = useLocation();
  const { value, failure, askAgain } = useAnswer(
    "asSent.show",
    { connection: id, ...(day !== undefined && { on: day }) },
    ["records"],
  );
  return (
    <article className="as-sent">
      <PageTitle title="As sent">
        <div className="buttons not-printed">
          <TextInput
            type="date"
            label="Day"
            defaultValue={day ?? value?.day ?? ""}
            key={day ?? value?.day}
            {...(value?.keptFrom !== undefined && { min: value.keptFrom })}
            onChange={({ currentTarget }) => {
              if (currentTarget.value !== "")
                navigate(places.asSent(id, currentTarget.value), { replace: true });
            }}
          />
          <Button onClick={() => window.print()}>Print, or save as PDF</Button>
        </div>
      </PageTitle>
      {failure !== undefined && <Failure sentence={failure} retry={() => void askAgain()} />}
      {value === undefined && failure === undefined && <PageSkeleton label="Counting what was sent" />}
      {value !== undefined && failure === undefined && <Report report={value} id={id} />}
    </article>
  );
}

function Report({ report, id }: { report: SentReport; id: string }) {
  const { connection, address, day, timeZone, isToday, keptFrom, resources, digest } = report;
  return (
    <>
      <dl className="report-facts">
        <dt>Connection</dt>
        <dd>
          <a href={linkTo(places.connection(id))}>{connection}</a>, {address}
        </dd>
        <dt>Day</dt>
        <dd>
          {day}, {timeZone}
          {isToday && " (not over yet)"}
        </dd>
        <dt>Digest of this report</dt>
        <dd>
          <code>{digest}</code>
        </dd>
        <dt>Made</dt>
        <dd>
          by {report.madeBy}, {exactTime(report.madeAt)}
        </dd>
        {keptFrom !== undefined && (
          <>
            <dt>Told of days</dt>
            <dd>from {keptFrom} on</dd>
          </>
        )}
      </dl>
      {resources.length === 0 ? (
        <p>Nothing was sent up to the end of this day.</p>
      ) : (
        <>
          <SentTable report={report} />
          <SaveLists report={report} id={id} />
        </>
      )}
      <p className="quiet">
        Two reports with the same digest say the same. The lists name no one: records and their contents stand
        there as digests that only this data folder can make.
      </p>
    </>
  );
}

function SentTable({ report: { resources, day } }: { report: SentReport }) {
  const total = resources.reduce((sum, { there }) => sum + there, 0);
  return (
    <table className="sent-table">
      <caption>Records sent on {day}, and on the server at the end of that day</caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">Created</th>
          <th scope="col">Updated</th>
          <th scope="col">Key changed</th>
          <th scope="col">Deleted</th>
          <th scope="col">On the server</th>
          <th scope="col">Digest</th>
        </tr>
      </thead>
      <tbody>
        {resources.map(({ resource, sent, there, thereDigest }) => (
          <tr key={resource}>
            <th scope="row">{resourceName(resource)}</th>
            <td>{count(sent.created)}</td>
            <td>{count(sent.updated)}</td>
            <td>{count(sent.renamed)}</td>
            <td>{count(sent.deleted)}</td>
            <td>{count(there)}</td>
            <td>
              <code>{thereDigest.slice(0, 16)}</code>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td colSpan={4} />
          <td>{count(total)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function SaveLists({ report, id }: { report: SentReport; id: string }) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const save = (scope: SentScope, name: string) =>
    act(async () => {
      const lines = await readList(client, { report, id, scope });
      offerCsv(`${name} ${report.connection} ${report.day}.csv`, ...lines);
    });
  return (
    <div className="not-printed">
      <div className="buttons">
        <Button loading={busy} onClick={() => save("there", "On the server of")}>
          Save the list of what was on the server
        </Button>
        <Button loading={busy} onClick={() => save("sent", "Sent to")}>
          Save the list of what was sent that day
        </Button>
      </div>
      {refusal !== undefined && <Refusal sentence={refusal} />}
    </div>
  );
}

const linesAtATime = 10_000;

interface Wanted {
  report: SentReport;
  id: string;
  scope: SentScope;
}

async function readList(client: PageClient, { report: { day, resources }, id, scope }: Wanted) {
  const parts = [sentCsvHeading];
  for (const { resource } of resources) {
    for (let after: string | undefined; ; ) {
      const lines = await client.call("asSent.list", {
        connection: id,
        on: day,
        resource,
        scope,
        limit: linesAtATime,
        ...(after !== undefined && { after }),
      });
      parts.push(lines.map((line) => sentCsvLine(day, line)).join(""));
      if (lines.length < linesAtATime) break;
      after = lines.at(-1)?.record;
    }
  }
  return parts;
}

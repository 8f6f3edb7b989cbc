import { Redirect } from "wouter";
import { useFailure } from "../../ask.ts";
import { totalsOf } from "../../components/marks.tsx";
import { Failure, NoConnections, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useShown, useSteward } from "../../steward.ts";

/** What became of records is a matter of one connection: which one? The only one needs no question. */
export function RecordsChoice() {
  const { refresh } = useSteward();
  const statuses = useShown((state) => state.statuses);
  const failure = useFailure();
  const [only, another] = statuses ?? [];
  if (only && !another) return <Redirect to={places.records(only.connection.id)} replace />;
  return (
    <>
      <PageTitle title="Records" />
      {failure !== undefined && <Failure sentence={failure} retry={refresh} />}
      {statuses === undefined && failure === undefined && <PageSkeleton label="Loading connections" />}
      {statuses?.length === 0 && <NoConnections />}
      {statuses !== undefined && statuses.length > 0 && (
        <>
          <p className="lead">Choose the connection whose records you want to look through.</p>
          <ul className="sync-choice" aria-label="Connections">
            {statuses.map((status) => (
              <li key={status.connection.id}>
                <h2>
                  <a href={linkTo(places.records(status.connection.id))}>{status.connection.name}</a>
                  {status.connection.practice && <span className="tag tag-practice">Practice</span>}
                </h2>
                <p className="quiet">
                  {counted(
                    Object.values(totalsOf(status)).reduce((sum, part) => sum + part, 0),
                    "record",
                    "records",
                  )}
                  {status.connection.closedAt !== undefined && " · closed"}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

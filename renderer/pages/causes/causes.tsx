import { useState } from "react";
import { useLocation } from "wouter";
import type { CauseOrder } from "../../../shared/domain/cause.ts";
import { useAnswer, useFailure } from "../../ask.ts";
import { Failure, NoConnections, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { count, counted } from "../../format.ts";
import { ofAll, places } from "../../routes.ts";
import { useStatus } from "../../scope.ts";
import { useShown, useSteward } from "../../steward.ts";
import { NoSuchConnection } from "../not-found.tsx";
import { CauseDetailPane } from "./cause-detail.tsx";
import { CauseFilters, type Filters, noFilters } from "./cause-filters.tsx";
import { CauseList } from "./cause-list.tsx";
import type { Chosen } from "./use-causes.ts";
import { useCauses } from "./use-causes.ts";

interface CausesProps {
  /** Id of a connection, or ofAll. */
  scope: string;
  chosen: Chosen | undefined;
}

/** The home of the work: what is wrong, beside what to do about one of it. */
export function Causes({ scope, chosen }: CausesProps) {
  const { refresh } = useSteward();
  const statuses = useShown((state) => state.statuses);
  const failure = useFailure();
  const isKnown = scope === ofAll || statuses?.some(({ connection }) => connection.id === scope);
  if (statuses !== undefined && !isKnown) return <NoSuchConnection />;
  return (
    <>
      <PageTitle title="Causes" />
      {failure !== undefined && statuses === undefined && <Failure sentence={failure} retry={refresh} />}
      {statuses === undefined && failure === undefined && <PageSkeleton label="Loading causes" lines={9} />}
      {statuses?.length === 0 && <NoConnections />}
      {statuses !== undefined && statuses.length > 0 && <Known scope={scope} chosen={chosen} />}
    </>
  );
}

function Known({ scope, chosen }: CausesProps) {
  const [, navigate] = useLocation();
  const [filters, setFilters] = useState<Filters>(noFilters);
  const [order, setOrder] = useState<CauseOrder>("releases");
  const connection = scope === ofAll ? {} : { connection: scope };
  const asked = { ...connection, cleared: filters.cleared };
  const { value: summary } = useAnswer("causes.summary", asked, ["causes", "records"]);
  const list = useCauses({ ...connection, ...filters, order });
  const choose = (cause: Chosen) => navigate(places.cause(cause, scope), { replace: chosen !== undefined });
  const name = useStatus(chosen?.connection)?.connection;
  return (
    <>
      <p className="lead" role="status">
        {summary === undefined ? " " : leadWords(summary)}
      </p>
      {summary && (
        <CauseFilters
          summary={summary}
          filters={filters}
          change={(next) => setFilters((before) => ({ ...before, ...next }))}
          order={order}
          setOrder={setOrder}
        />
      )}
      <div className={chosen === undefined ? "master-detail nothing-chosen" : "master-detail"}>
        <CauseList
          list={list}
          chosen={chosen}
          choose={choose}
          showsConnection={scope === ofAll}
          cleared={filters.cleared}
          isFiltered={
            filters.kind !== undefined ||
            filters.who !== undefined ||
            filters.resource !== undefined ||
            filters.only !== undefined
          }
          clearFilters={() => setFilters({ ...noFilters, cleared: filters.cleared })}
        />
        {chosen && name && (
          <CauseDetailPane
            key={`${chosen.connection} ${chosen.id}`}
            connection={name}
            cause={chosen.id}
            back={() => navigate(places.causes(scope))}
          />
        )}
      </div>
    </>
  );
}

function leadWords({ open, releases, ready }: { open: number; releases: number; ready: number }): string {
  if (open === 0) return "Nothing to mend.";
  const waits = `${counted(open, "cause", "causes")}, by which ${counted(releases, "record waits", "records wait")}.`;
  return ready === 0 ? waits : `${waits} ${count(ready)} of them ${ready === 1 ? "is" : "are"} ready to go.`;
}

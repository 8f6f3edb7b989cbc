import { useLocation } from "wouter";
import type { CausesSummary } from "../../../shared/domain/cause.ts";
import { useAnswer, useFailure } from "../../ask.ts";
import { type CausesChoice, everyCause } from "../../causes-filter.ts";
import { Failure, NoConnections, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { count, counted } from "../../format.ts";
import { MendPractice } from "../../practice/mend-practice.tsx";
import { ofAll, places } from "../../routes.ts";
import { useStatus } from "../../scope.ts";
import { useShown, useSteward } from "../../steward.ts";
import { NoSuchConnection } from "../not-found.tsx";
import { CauseDetailPane } from "./cause-detail.tsx";
import { CauseFilters } from "./cause-filters.tsx";
import { CauseList } from "./cause-list.tsx";
import type { Chosen } from "./use-causes.ts";
import { causeTables, useCauses } from "./use-causes.ts";

interface CausesProps {
  /** Id of a connection, or ofAll. */
  scope: string;
  chosen: Chosen | undefined;
  choice: CausesChoice;
}

/** The home of the work: what is wrong, beside what to do about one of it. */
export function Causes(props: CausesProps) {
  const { scope } = props;
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
      {statuses !== undefined && statuses.length > 0 && <Known {...props} />}
    </>
  );
}

function Known({ scope, chosen, choice }: CausesProps) {
  const [, navigate] = useLocation();
  const connection = scope === ofAll ? {} : { connection: scope };
  const asked = { ...connection, cleared: choice.cleared, found: true };
  const { value: summary } = useAnswer("causes.summary", asked, causeTables);
  const list = useCauses({ ...connection, ...choice, found: true });
  const placeOf = (cause: Chosen | undefined, next: CausesChoice) =>
    cause === undefined ? places.causes(scope, next) : places.cause(cause, scope, next);
  // The first one that is chosen is gone back from; the arrow keys walk through the others.
  const choose = (cause: Chosen) => navigate(placeOf(cause, choice), { replace: chosen !== undefined });
  const change = (next: Partial<CausesChoice>) =>
    navigate(placeOf(chosen, { ...choice, ...next }), { replace: true });
  const { kind, who, resource, only } = choice;
  const name = useStatus(chosen?.connection)?.connection;
  return (
    <>
      <p className="lead" role="status">
        {summary === undefined ? " " : leadWords(summary)}
      </p>
      <MendPractice scope={scope === ofAll ? undefined : scope} />
      {summary && <CauseFilters summary={summary} choice={choice} change={change} />}
      <div className={chosen === undefined ? "master-detail nothing-chosen" : "master-detail"}>
        <CauseList
          list={list}
          chosen={chosen}
          choose={choose}
          showsConnection={scope === ofAll}
          cleared={choice.cleared}
          isFiltered={[kind, who, resource, only].some((each) => each !== undefined)}
          clearFilters={() => change({ ...everyCause, cleared: choice.cleared, order: choice.order })}
        />
        {chosen && name && (
          <CauseDetailPane
            key={`${chosen.connection} ${chosen.id}`}
            connection={name}
            cause={chosen.id}
            back={() => navigate(placeOf(undefined, choice))}
          />
        )}
      </div>
    </>
  );
}

type Sums = Pick<CausesSummary, "open" | "releases" | "ready" | "found">;

/** What was only found before sending is told apart: nothing of it waits. */
function leadWords({ open, releases, ready, found }: Sums): string {
  const foreseen = found === 0 ? "" : ` ${counted(found, "was", "were")} found before sending.`;
  if (open === 0) return found === 0 ? "Nothing to mend." : `Nothing is refused or held.${foreseen}`;
  const waits = `${counted(open, "cause", "causes")}, by which ${counted(releases, "record waits", "records wait")}.${foreseen}`;
  return ready === 0 ? waits : `${waits} ${count(ready)} of them ${ready === 1 ? "is" : "are"} ready to go.`;
}

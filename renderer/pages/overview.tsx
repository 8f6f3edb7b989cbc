import type { ConnectionStatus } from "../../shared/contract.ts";
import { useFailure } from "../ask.ts";
import { Activity } from "../components/activity.tsx";
import { CauseTable } from "../components/cause-table.tsx";
import { ConnectionCard } from "../components/connection-card.tsx";
import { Failure, Loading, NoConnections, welcome } from "../components/page-states.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { today } from "../format.ts";
import { greeting, needWords } from "../overview-words.ts";
import { runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";
import { NoSuchConnection } from "./not-found.tsx";

/** Is everything in, and if not, what comes next? `only`: of one connection. */
export function Overview({ only }: { only?: string }) {
  const { refresh, review } = useSteward();
  const all = useShown((state) => state.statuses);
  const failure = useFailure();
  const statuses = only === undefined ? all : all?.filter(({ connection }) => connection.id === only);
  if (only !== undefined && statuses?.length === 0) return <NoSuchConnection />;
  return (
    <>
      <PageTitle title={statuses?.length === 0 && !review ? welcome : "Overview"} />
      {failure !== undefined && <Failure sentence={failure} retry={refresh} />}
      {statuses === undefined && failure === undefined && <Loading />}
      {statuses?.length === 0 && <NoConnections isTitled />}
      {statuses !== undefined && statuses.length > 0 && <Full statuses={statuses} only={only} />}
    </>
  );
}

/** All of them stand on the page of causes. */
const mostCauses = 5;
/** With more connections than this, what needs a person comes before them: it is to be seen without scrolling. */
const fewConnections = 2;

function Full({ statuses, only }: { statuses: readonly ConnectionStatus[]; only: string | undefined }) {
  const { review } = useSteward();
  const causes = useShown((state) => state.causes);
  const sending = useShown((state) => statuses.some(({ connection }) => runningOf(state, connection.id)));
  const needing = statuses.filter(({ connection }) => (causes.get(connection.id)?.length ?? 0) > 0);
  const cards = (
    <section aria-label="Connections" className="cards">
      {statuses.map((status) => (
        <ConnectionCard key={status.connection.id} status={status} alone={only !== undefined} />
      ))}
    </section>
  );
  const isMany = statuses.length > fewConnections;
  return (
    <>
      <div className="lead-line">
        {!review && <p className="greeting">{greeting(new Date().getHours())}</p>}
        <p className="lead">{needWords(statuses, sending)}</p>
        {!review && <p className="quiet lead-day">{today()}</p>}
      </div>
      {!isMany && cards}
      <div className="overview-parts">
        {needing.length > 0 && (
          <div className="overview-needs">
            {needing.map((status) => (
              <CauseTable
                key={status.connection.id}
                connection={status.connection}
                total={status.causes}
                causes={(causes.get(status.connection.id) ?? []).slice(0, mostCauses)}
              />
            ))}
          </div>
        )}
        <Activity connection={only} />
      </div>
      {isMany && cards}
    </>
  );
}

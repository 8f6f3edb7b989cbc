import { PageSkeleton } from "../components/page-states.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { serverWords } from "../format.ts";
import { PermissionsTab } from "../pages/connection/permissions-tab.tsx";
import { NoSuchConnection } from "../pages/not-found.tsx";
import { places } from "../routes.ts";
import { useShown } from "../steward.ts";
import { useLink } from "../use-link.ts";

/** What the key of a connection is good for; of several, which? */
export function ReviewPermissions({ id }: { id: string | undefined }) {
  const statuses = useShown((state) => state.statuses);
  if (statuses === undefined) return <PageSkeleton label="Loading the permissions" lines={9} />;
  const [first, second] = statuses;
  const wanted = id ?? (second === undefined ? first?.connection.id : undefined);
  if (wanted === undefined) return <Choice />;
  const connection = statuses.find((status) => status.connection.id === wanted)?.connection;
  if (!connection) return <NoSuchConnection />;
  return (
    <>
      <PageTitle title={`Permissions: ${connection.name}`} />
      <p className="quiet under-title">{serverWords(connection)}</p>
      <PermissionsTab connection={connection} />
    </>
  );
}

function Choice() {
  const link = useLink();
  const statuses = useShown((state) => state.statuses) ?? [];
  return (
    <>
      <PageTitle title="Permissions" />
      <p className="lead">
        {statuses.length === 0
          ? "The file holds no connection."
          : "Choose the connection whose key you want to look at."}
      </p>
      <ul className="sync-choice" aria-label="Connections">
        {statuses.map(({ connection }) => (
          <li key={connection.id}>
            <h2>
              <a href={link(places.connection(connection.id))}>{connection.name}</a>
            </h2>
            <p className="quiet">{serverWords(connection)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useFailure } from "../../ask.ts";
import { Failure, NoConnections, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { ImportButton } from "../../dialogs/import-button.tsx";
import { linkTo, places } from "../../routes.ts";
import { useShown, useSteward } from "../../steward.ts";
import { ConnectionRow } from "./connection-row.tsx";

/** Every connection and its health at a glance; those that are closed come last. */
export function Connections() {
  const { refresh } = useSteward();
  const statuses = useShown((state) => state.statuses);
  const failure = useFailure();
  const isClosed = (status: { connection: { closedAt?: string | undefined } }) =>
    status.connection.closedAt === undefined ? 0 : 1;
  return (
    <>
      <PageTitle title="Connections">
        {statuses !== undefined && statuses.length > 0 && (
          <div className="buttons">
            <ImportButton />
            <Button
              component="a"
              href={linkTo(places.add())}
              variant="filled"
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              Add a connection
            </Button>
          </div>
        )}
      </PageTitle>
      {failure !== undefined && <Failure sentence={failure} retry={refresh} />}
      {statuses === undefined && failure === undefined && <PageSkeleton label="Loading connections" />}
      {statuses?.length === 0 && (
        <NoConnections>
          <ImportButton />
        </NoConnections>
      )}
      {statuses !== undefined && statuses.length > 0 && (
        <ul className="connection-list" aria-label="Connections">
          {statuses
            .toSorted((left, right) => isClosed(left) - isClosed(right))
            .map((status) => (
              <ConnectionRow key={status.connection.id} status={status} />
            ))}
        </ul>
      )}
    </>
  );
}

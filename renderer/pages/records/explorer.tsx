import { Button } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import type { Connection } from "../../../shared/domain/connection.ts";
import { OfConnection } from "../../components/of-connection.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSearched } from "../../drafts.ts";
import { type ExplorerFilter, filterProblem, findWish, noFilter, readFilter } from "../../record-filter.ts";
import { linkTo, places } from "../../routes.ts";
import { FilterFields } from "./filter-fields.tsx";
import { FoundTable } from "./found-table.tsx";

/** The records of one connection, to be looked through. */
export function Explorer({ id, filter }: { id: string; filter: string | undefined }) {
  return (
    <OfConnection id={id} title="Records">
      {(status) => <Known status={status} filter={filter} />}
    </OfConnection>
  );
}

function Known({ status, filter }: { status: ConnectionStatus; filter: string | undefined }) {
  const { connection, resources } = status;
  return (
    <>
      <PageTitle title="Records" />
      {resources.length === 0 ? (
        <NoRecords connection={connection} />
      ) : (
        <Looking
          connection={connection}
          resources={resources.map(({ resource }) => resource)}
          filter={readFilter(filter)}
        />
      )}
    </>
  );
}

interface LookingProps {
  connection: Connection;
  resources: readonly string[];
  filter: ExplorerFilter;
}

function Looking({ connection, resources, filter }: LookingProps) {
  const [, navigate] = useLocation();
  const { searched, setSearched } = useSearched(connection.id);
  const [round, setRound] = useState(0);
  const problem = filterProblem(filter);
  const change = (next: ExplorerFilter) => navigate(places.records(connection.id, next), { replace: true });
  const clear = () => {
    setSearched("");
    change(noFilter);
  };
  const wish = { connection: connection.id, ...findWish(filter, searched) };
  return (
    <>
      <FilterFields
        connection={connection}
        resources={resources}
        filter={filter}
        change={change}
        searched={searched}
        search={setSearched}
        clear={clear}
      />
      {problem === undefined ? (
        <FoundTable
          key={`${round} ${JSON.stringify(wish)}`}
          wish={wish}
          again={() => setRound(round + 1)}
          clear={clear}
        />
      ) : (
        <Refusal sentence={problem} />
      )}
    </>
  );
}

function NoRecords({ connection }: { connection: Connection }) {
  return (
    <div className="empty">
      <h2>No records yet</h2>
      <p>
        Once the folder that your student information system exports to has been read, each of its records can
        be found here by any part of its key, with what the server said of it.
      </p>
      <div className="buttons">
        <Button component="a" href={linkTo(places.connection(connection.id))} variant="filled">
          See where its records come from
        </Button>
      </div>
    </div>
  );
}

import { Button, Switch } from "@mantine/core";
import { useMemo } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { GraphResource } from "../../../../shared/domain/resource-graph.ts";
import type { SyncLine } from "../../../../shared/domain/sync.ts";
import { type Table, useAnswer } from "../../../ask.ts";
import { Failure, PageSkeleton } from "../../../components/page-states.tsx";
import { count, counted } from "../../../format.ts";
import { mapGraph, nodeOf } from "../../../map/graph.ts";
import { mapTotals, standingsOf, toneIcons } from "../../../map/standing.ts";
import { noSyncFilter, type SyncFilter } from "../../../sync-view.ts";
import { MapDetail } from "./map-detail.tsx";
import { MapSheet } from "./map-sheet.tsx";

const tables: readonly Table[] = ["connections", "sources", "profiles"];

interface ResourceMapProps {
  connection: Connection;
  lines: readonly SyncLine[];
  filter: SyncFilter;
  change: (filter: SyncFilter) => void;
  /** Opens the list at the resources of this name. */
  showInList: (find: string) => void;
}

/** What waits for what, as a picture; the list beside it holds the same figures as a table. */
export function ResourceMap(props: ResourceMapProps) {
  const { value, failure, askAgain } = useAnswer("sync.graph", { connection: props.connection.id }, tables);
  if (value === undefined)
    return failure === undefined ? (
      <PageSkeleton label="Loading the map" lines={12} />
    ) : (
      <Failure sentence={failure} retry={askAgain} />
    );
  return <Drawn {...props} resources={value.resources} />;
}

function Drawn({
  connection,
  lines,
  filter,
  change,
  showInList,
  resources,
}: ResourceMapProps & { resources: readonly GraphResource[] }) {
  const showsAll = filter.only === "all";
  // Lines come anew every other second while a push runs; the drawing changes only with what is in it.
  const own = lines
    .filter(({ records, rejected }) => records + rejected > 0)
    .map(({ resource }) => resource)
    .join(" ");
  const graph = useMemo(() => {
    const held = new Set(own.split(" "));
    return mapGraph(resources, ({ resource }) => showsAll || held.has(resource));
  }, [resources, own, showsAll]);
  const standings = useMemo(() => standingsOf(resources, lines), [resources, lines]);
  const shown = graph.nodes.flatMap(({ id }) => standings.get(id) ?? []);
  const chosen = graph.nodes.some(({ id }) => id === filter.resource) ? filter.resource : undefined;
  const choose = (id: string | undefined) => change({ ...filter, resource: id ?? "" });
  const hidden = new Set(resources.map(nodeOf)).size - graph.nodes.length;
  return (
    <>
      <div className="save-line">
        <ul className="map-totals" aria-label="How the resources stand">
          <li>{counted(graph.nodes.length, "resource", "resources")}:</li>
          {mapTotals(shown).map(({ tone, resources: many, words }) => (
            <li key={tone}>
              <span className={`map-tone map-tone-${tone}`} aria-hidden="true">
                {toneIcons[tone]}
              </span>{" "}
              {count(many)} {words}
            </li>
          ))}
        </ul>
        <Switch
          label="All resources of the server"
          checked={showsAll}
          onChange={({ currentTarget }) =>
            change({ ...noSyncFilter, only: currentTarget.checked ? "all" : "" })
          }
        />
      </div>
      {graph.nodes.length === 0 ? (
        <p className="quiet">
          None of your files holds records of a resource of this server.{" "}
          {hidden > 0 && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => change({ ...noSyncFilter, only: "all" })}
            >
              Show all resources of the server
            </Button>
          )}
        </p>
      ) : (
        <MapSheet
          connection={connection.id}
          graph={graph}
          standings={standings}
          chosen={chosen}
          choose={choose}
        >
          {chosen !== undefined && (
            <MapDetail
              key={chosen}
              connection={connection}
              graph={graph}
              standings={standings}
              id={chosen}
              line={lines.find(({ resource }) => resource === chosen)}
              choose={choose}
              showInList={showInList}
            />
          )}
        </MapSheet>
      )}
    </>
  );
}

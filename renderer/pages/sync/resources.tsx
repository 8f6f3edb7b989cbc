import { Tabs } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import type { Connection } from "../../../shared/domain/connection.ts";
import type { SyncLine } from "../../../shared/domain/sync.ts";
import { PageSkeleton } from "../../components/page-states.tsx";
import { places } from "../../routes.ts";
import { noSyncFilter, type SyncFace, type SyncFilter } from "../../sync-view.ts";
import { ResourceTable } from "./resource-table.tsx";

const ResourceMap = lazy(async () => ({ default: (await import("./map/resource-map.tsx")).ResourceMap }));

interface ResourcesProps {
  connection: Connection;
  lines: readonly SyncLine[];
  shown: SyncFace;
}

/** What a connection sends, as a list or as a map: two faces of the same figures. */
export function Resources({ connection, lines, shown: { face, filter } }: ResourcesProps) {
  const [, navigate] = useLocation();
  const go = (to: SyncFace["face"]) => navigate(places.syncFace(connection.id, to));
  const change = (next: SyncFilter) =>
    navigate(places.syncFace(connection.id, face, next), { replace: true });
  return (
    <Tabs
      value={face}
      onChange={(value) => go(value === "map" ? "map" : "list")}
      keepMounted={false}
      activateTabWithKeyboard={false}
    >
      <div className="save-line">
        <h2 id="resources-title">Resources, in the order in which they are sent</h2>
        <Tabs.List aria-label="How the resources are shown">
          <Tabs.Tab value="list">List</Tabs.Tab>
          <Tabs.Tab value="map">Map</Tabs.Tab>
        </Tabs.List>
      </div>
      <Tabs.Panel value="list" className="resources-face">
        <ResourceTable connection={connection} lines={lines} filter={filter} change={change} />
      </Tabs.Panel>
      <Tabs.Panel value="map" className="resources-face">
        <Suspense fallback={<PageSkeleton label="Loading the map" lines={12} />}>
          <ResourceMap
            connection={connection}
            lines={lines}
            filter={filter}
            change={change}
            showInList={(find) => navigate(places.syncFace(connection.id, "list", { ...noSyncFilter, find }))}
          />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

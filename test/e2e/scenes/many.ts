import type { Cause } from "../../../shared/domain/cause.ts";
import { defaultWorld } from "../../hosts/fake-world.ts";
import { createConnectionWorld, tenConnections } from "../connection-world.ts";
import { hugeWorld, mappingAnswers } from "../mapping-world.ts";
import { hugeProfileWorld, permissions, profileAnswers } from "../profile-world.ts";
import { manyLines, someSubmissions } from "../sync-world.ts";
import type { Stage } from "./scene.ts";

/** Long names, long lists, large numbers. */
export const many: Stage = {
  name: "as much as there can be",
  world: () => {
    const [cause] = defaultWorld().causes["c-state"] ?? [];
    const causes = Array.from({ length: 200 }, (_, index) => ({
      ...(cause as Cause),
      id: `cause-${index}`,
      title: `School 255901${String(index).padStart(3, "0")} was refused: the address type "Physical and mailing address of the annex" is not known to this server`,
      releases: 2_000_000 - index * 9000,
    }));
    return createConnectionWorld(tenConnections(), {
      ...profileAnswers(hugeProfileWorld()),
      ...mappingAnswers(hugeWorld()),
      "causes.list": () => causes,
      "causes.show": () => ({ ...causes[0], history: [], trend: [] }),
      "sync.show": () => ({ connection: "c-3", lines: manyLines(400) }),
      "submissions.list": () => someSubmissions(50),
      "permissions.show": () => permissions(),
      "firstSync.show": () => ({ connection: "c-3", finished: { how: "earlier" }, stages: [] }),
      "keychanges.list": () => ({ renames: [], recreations: 0, unconfirmed: 0, steps: [], changes: [] }),
    });
  },
  scenes: [
    { name: "overview-many", place: "/", shows: "text=Last 30 days" },
    { name: "connections-many", place: "/connections", shows: ".connection-list li" },
    { name: "causes-many", place: "/causes", shows: "[role=option]" },
    { name: "sync-many", place: "/sync/c-3", shows: "text=resource000" },
    { name: "profile-many", place: "/connections/c-state/profile", shows: "text=TPDM" },
    { name: "descriptors-many", place: "/connections/c-state/descriptors", shows: "text=LOCAL-" },
    { name: "connection-long", place: "/connections/c-3", shows: "text=Accountability" },
    { name: "connection-old-key", place: "/connections/c-1", shows: "text=ask your host for a new pair" },
    { name: "connection-closed", place: "/connections/c-7", shows: "text=kept for reading" },
    { name: "transport-closed", place: "/connections/c-7/transport", shows: "text=Requests at a time" },
    {
      name: "switcher-many",
      place: "/",
      shows: "[role=menuitem]",
      act: (page) => page.locator(".switcher").first().click(),
    },
  ],
};

import { VisuallyHidden } from "@mantine/core";
import type { MapGraph } from "../../../map/graph.ts";
import { type Standing, spokenNode } from "../../../map/standing.ts";

interface MapToldProps {
  lit: string | undefined;
  graph: MapGraph;
  standings: ReadonlyMap<string, Standing>;
  help: string;
}

/** What the highlighting says, in words; a screen reader has them from the node itself. */
export function MapTold({ lit, graph, standings, help }: MapToldProps) {
  const standing = lit === undefined ? undefined : standings.get(lit);
  return (
    <>
      <p className="map-told small" aria-hidden="true">
        {standing ? (
          <>
            <span>{spokenNode(standing, graph)}.</span>
            <span className="map-key">what it waits for</span>
            <span className="map-key map-key-behind">what waits for it</span>
          </>
        ) : (
          "Point at a resource to see what it waits for, and what waits for it. Drag to move, Ctrl and the wheel to zoom."
        )}
      </p>
      <VisuallyHidden id={help}>
        Arrow keys go from resource to resource, Enter opens one, plus and minus zoom, 0 shows all. The list
        holds the same figures as a table.
      </VisuallyHidden>
    </>
  );
}

import { memo } from "react";
import type { Edge } from "../../../map/edges.ts";
import type { MapGraph } from "../../../map/graph.ts";

interface MapEdgesProps {
  edges: readonly Edge[];
  graph: MapGraph;
  lit: string | undefined;
}

/** The lines: whole what the lit node waits for, broken what waits for it. */
export const MapEdges = memo(({ edges, graph, lit }: MapEdgesProps) => {
  const before = lit === undefined ? undefined : graph.ancestors.get(lit);
  const behind = lit === undefined ? undefined : graph.descendants.get(lit);
  const look = ({ from, to }: Edge) => {
    if (lit === undefined) return "map-edge";
    if (before?.has(from) && (to === lit || before.has(to))) return "map-edge edge-before";
    if (behind?.has(to) && (from === lit || behind.has(from))) return "map-edge edge-behind";
    return "map-edge edge-apart";
  };
  return (
    <g>
      {edges.map((edge) => (
        <path key={`${edge.from} ${edge.to}`} className={look(edge)} d={edge.path} />
      ))}
    </g>
  );
});

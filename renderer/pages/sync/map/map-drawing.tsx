import { useMemo } from "react";
import { edgesOf } from "../../../map/edges.ts";
import type { MapGraph } from "../../../map/graph.ts";
import type { Layout } from "../../../map/layout.ts";
import { type Standing, spokenNode } from "../../../map/standing.ts";
import { type Tie, tieTo } from "../../../map/ties.ts";
import { stageTitle } from "../../../sync-rows.ts";
import { MapEdges } from "./map-edges.tsx";
import { MapNodeShape } from "./map-node.tsx";

/** Below, letters of the usual size cannot be read any more: nodes show less, in larger ones. */
const farBelow = 0.62;

interface MapDrawingProps {
  connection: string;
  graph: MapGraph;
  standings: ReadonlyMap<string, Standing>;
  layout: Layout;
  scale: number;
  chosen: string | undefined;
  choose: (id: string) => void;
  /** The node whose ties are shown. */
  lit: string | undefined;
  /** The one that the Tab key comes to. */
  first: string | undefined;
  point: (id: string | undefined) => void;
  focus: (id: string | undefined) => void;
  /** Id of the words that say which keys there are. */
  help: string;
}

/** A drawing has no element that groups what can be pressed. */
const asGroup = { role: "group" } as const;

export function MapDrawing(props: MapDrawingProps) {
  const { connection, graph, standings, layout, scale, chosen, choose, lit, first, point, focus, help } =
    props;
  const edges = useMemo(() => edgesOf(graph, layout), [graph, layout]);
  const tie = (id: string): Tie => (lit === undefined ? "plain" : tieTo(id, lit, graph));
  return (
    <svg
      className={scale < farBelow ? "map far" : "map"}
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="application"
      aria-label="Map of what waits for what"
      aria-describedby={help}
    >
      {layout.bands.map(({ stage, x, width }) => (
        <g key={stage}>
          <rect className="map-band" x={x} y={0} width={width} height={layout.height} rx={8} />
          <text className="map-stage" x={x + 26} y={33}>
            {stageTitle(stage)}
          </text>
        </g>
      ))}
      <MapEdges edges={edges} graph={graph} lit={lit} />
      {layout.bands.map(({ stage }) => (
        <g key={stage} {...asGroup} aria-label={stageTitle(stage)}>
          {graph.nodes.map(({ id }) => {
            const place = layout.places.get(id);
            const standing = standings.get(id);
            if (place?.stage !== stage || !standing) return null;
            return (
              <MapNodeShape
                key={id}
                {...{ connection, place, standing, point, focus, choose }}
                tie={tie(id)}
                isChosen={id === chosen}
                isFirst={id === first}
                spoken={(sending) => spokenNode(standing, graph, sending)}
              />
            );
          })}
        </g>
      ))}
    </svg>
  );
}

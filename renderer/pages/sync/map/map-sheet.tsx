import { type ReactNode, useId, useRef, useState } from "react";
import type { MapGraph } from "../../../map/graph.ts";
import type { Standing } from "../../../map/standing.ts";
import { MapDrawing } from "./map-drawing.tsx";
import { MapTold } from "./map-told.tsx";
import { MapTools } from "./map-tools.tsx";
import { useDragScroll } from "./use-drag-scroll.ts";
import { useMapKeys } from "./use-map-keys.ts";
import { useRoom } from "./use-room.ts";
import { useZoom } from "./use-zoom.ts";

interface MapSheetProps {
  connection: string;
  graph: MapGraph;
  standings: ReadonlyMap<string, Standing>;
  chosen: string | undefined;
  choose: (id: string | undefined) => void;
  /** Lies over the drawing, beside what is chosen. */
  children: ReactNode;
}

/** The drawing in its place: to be moved, to be zoomed, and to be walked by keys from node to node. */
export function MapSheet({ connection, graph, standings, chosen, choose, children }: MapSheetProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const zoom = useZoom(scroller, graph, room);
  const { layout } = zoom;
  const [pointed, setPointed] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const help = useId();
  const press = useMapKeys(scroller, { layout, zoom, chosen, choose });
  useDragScroll(scroller);
  const isHere = (id: string | undefined): id is string => id !== undefined && layout.places.has(id);
  const lit = [pointed, focused, chosen].find(isHere);
  return (
    <div className="map-frame">
      <div className="map-bar">
        <MapTold lit={lit} graph={graph} standings={standings} help={help} />
        <MapTools zoom={zoom} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the nodes in it come here. */}
      <div
        className={chosen === undefined ? "map-scroll" : "map-scroll with-detail"}
        ref={scroller}
        tabIndex={-1}
        onKeyDown={press}
      >
        <MapDrawing
          {...{ connection, graph, standings, layout, chosen, choose, lit, help }}
          scale={zoom.scale}
          first={[focused, chosen, graph.nodes[0]?.id].find(isHere)}
          point={setPointed}
          focus={setFocused}
        />
      </div>
      {children}
    </div>
  );
}

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { MapGraph } from "../../../map/graph.ts";
import type { Layout } from "../../../map/layout.ts";
import { firstShape, keptAt, layoutFor, type Room, scaleOf, stepped, type Zoom } from "../../../map/zoom.ts";

export interface ZoomTool {
  readonly scale: number;
  readonly layout: Layout;
  /** To be read, or to be seen whole. */
  set(shape: "natural" | "whole"): void;
  nearer(): void;
  further(): void;
  /** Does what a key says. False: it says nothing. */
  press(key: string): boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Zooming by buttons, keys, and the wheel with Ctrl: what is in the middle, or under the pointer, stays there. */
export function useZoom(scroller: RefObject<HTMLDivElement | null>, graph: MapGraph, room: Room): ZoomTool {
  const first = useMemo(() => firstShape(graph, room), [graph, room]);
  // Undefined until somebody chooses. A step nearer or further does not lay it out anew.
  const [chosenShape, setShape] = useState<"natural" | "whole">();
  const [chosenZoom, setZoom] = useState<Zoom>();
  const shape = chosenShape ?? first;
  const layout = useMemo(() => layoutFor(shape, graph, room), [shape, graph, room]);
  const scale = scaleOf(chosenZoom ?? shape, layout, room);
  const drawn = useRef(scale);
  const kept = useRef<Point>(undefined);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current || drawn.current === scale) return;
    const ratio = scale / drawn.current;
    const { x, y } = kept.current ?? { x: current.clientWidth / 2, y: current.clientHeight / 2 };
    current.scrollTo(keptAt(current.scrollLeft, x, ratio), keptAt(current.scrollTop, y, ratio));
    drawn.current = scale;
    kept.current = undefined;
  }, [scroller, scale]);
  useEffect(() => {
    const { current } = scroller;
    const turn = (event: WheelEvent) => {
      if (!current || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const { left, top } = current.getBoundingClientRect();
      kept.current = { x: event.clientX - left, y: event.clientY - top };
      setZoom(drawn.current * Math.exp(-event.deltaY / 400));
    };
    // React's own listener is passive: it could not keep the page from zooming.
    current?.addEventListener("wheel", turn, { passive: false });
    return () => current?.removeEventListener("wheel", turn);
  }, [scroller]);
  const set = (next: "natural" | "whole") => {
    setShape(next);
    setZoom(next);
  };
  const nearer = () => setZoom(stepped(scale, true));
  const further = () => setZoom(stepped(scale, false));
  const doings: Readonly<Record<string, () => void>> = {
    "+": nearer,
    "=": nearer,
    "-": further,
    "0": () => set("whole"),
    "1": () => set("natural"),
  };
  return {
    scale,
    layout,
    set,
    nearer,
    further,
    press: (key) => {
      const deed = Object.hasOwn(doings, key) ? doings[key] : undefined;
      deed?.();
      return deed !== undefined;
    },
  };
}

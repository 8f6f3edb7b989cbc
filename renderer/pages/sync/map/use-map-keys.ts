import type { KeyboardEvent, RefObject } from "react";
import type { Layout } from "../../../map/layout.ts";
import { isWalkKey, walk } from "../../../map/walk.ts";
import type { ZoomTool } from "./use-zoom.ts";

interface Walked {
  readonly layout: Layout;
  readonly zoom: ZoomTool;
  readonly chosen: string | undefined;
  readonly choose: (id: string | undefined) => void;
}

/** Pixels by which Shift and an arrow move the drawing. */
const panStep = 120;

/** Does what a key says on the map. */
export function useMapKeys(
  scroller: RefObject<HTMLElement | null>,
  { layout, zoom, chosen, choose }: Walked,
): (event: KeyboardEvent) => void {
  /** False: the key says nothing here. */
  const onNode = (id: string, { key, shiftKey }: KeyboardEvent): boolean => {
    if (key === "Enter" || key === " ") choose(id);
    else if (key === "Escape" && chosen !== undefined) choose(undefined);
    else if (shiftKey && key.startsWith("Arrow")) pan(scroller.current, key);
    else if (isWalkKey(key)) focusNode(scroller.current, walk(layout, id, key));
    else return false;
    return true;
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
    const id = node?.getAttribute("data-node");
    if (zoom.press(event.key) || (id && onNode(id, event))) event.preventDefault();
  };
}

function focusNode(scroller: HTMLElement | null, id: string | undefined) {
  if (id === undefined) return;
  scroller?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
}

function pan(scroller: HTMLElement | null, key: string) {
  const x = key === "ArrowLeft" ? -panStep : key === "ArrowRight" ? panStep : 0;
  const y = key === "ArrowUp" ? -panStep : key === "ArrowDown" ? panStep : 0;
  scroller?.scrollBy(x, y);
}

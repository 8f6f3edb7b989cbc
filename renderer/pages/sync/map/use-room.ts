import { type RefObject, useLayoutEffect, useState } from "react";
import type { Room } from "../../../map/zoom.ts";

/** Pixels; a drawing is not laid out anew for less than this. */
const grain = 40;
/** What its own edges and a scroll bar take. */
const taken = 44;

/** How much room there is for what scrolls in an element, in steps: a scroll bar that comes does not change the layout. */
export function useRoom(scroller: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const measure = () => {
      const width = Math.floor(current.offsetWidth / grain) * grain - taken;
      const height = (Number.parseFloat(getComputedStyle(current).maxHeight) || 0) - taken;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(current);
    window.addEventListener("resize", measure);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [scroller]);
  return room;
}

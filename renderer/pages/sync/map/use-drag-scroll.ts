import { type RefObject, useEffect } from "react";

/** Pixels that a hand may shake in a click. */
const slack = 4;

/** A mouse that takes hold of what scrolls, and moves it. Touch and pen do so by themselves. */
export function useDragScroll(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const ended = new AbortController();
    const { signal } = ended;
    let from: { x: number; y: number; left: number; top: number } | undefined;
    let isMoved = false;
    current.addEventListener(
      "pointerdown",
      (event) => {
        if (event.pointerType !== "mouse" || event.button !== 0) return;
        from = { x: event.clientX, y: event.clientY, left: current.scrollLeft, top: current.scrollTop };
        isMoved = false;
      },
      { signal },
    );
    current.addEventListener(
      "pointermove",
      (event) => {
        if (!from || (event.buttons & 1) === 0) return;
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        if (!isMoved && Math.hypot(x, y) < slack) return;
        if (!isMoved) current.setPointerCapture(event.pointerId);
        isMoved = true;
        current.scrollTo({ left: from.left - x, top: from.top - y, behavior: "instant" });
      },
      { signal },
    );
    const leave = () => {
      from = undefined;
    };
    current.addEventListener("pointerup", leave, { signal });
    current.addEventListener("pointercancel", leave, { signal });
    // What was moved was not clicked.
    current.addEventListener("click", (event) => isMoved && event.stopPropagation(), {
      signal,
      capture: true,
    });
    return () => ended.abort();
  }, [scroller]);
}

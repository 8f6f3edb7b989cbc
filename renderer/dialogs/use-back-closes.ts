import { useEffect, useRef } from "react";

/** Dialogs that are open, the one on top last. */
const open: { readonly close: () => void; readonly isPlace: boolean }[] = [];

/** Back, from a button, a key or a menu, of the browser or the window. */
function traverse(event: NavigateEvent) {
  const top = open.at(-1);
  if (event.navigationType !== "traverse" || !event.cancelable || !top || top.isPlace) return;
  event.preventDefault();
  top.close();
}

/**
 * Back closes a dialog and does not leave the page beneath it. Only a dialog that shows what has an id, and does nothing that
 * counts, is a place with an address of its own: back leaves its address, and a link, forward or a reload opens it again. All
 * others have none. What is typed, chosen or confirmed in them begins anew each time: nobody is led into half a deed.
 */
export function useBackCloses(close: () => void, isPlace: boolean): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  }, [close]);
  useEffect(() => {
    const own = { close: () => latest.current(), isPlace };
    if (open.push(own) === 1) window.navigation?.addEventListener("navigate", traverse);
    return () => {
      open.splice(open.indexOf(own), 1);
      if (open.length === 0) window.navigation?.removeEventListener("navigate", traverse);
    };
  }, [isPlace]);
}

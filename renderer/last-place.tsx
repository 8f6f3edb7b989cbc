import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { PageSkeleton } from "./components/page-states.tsx";
import { keptPlace, placeToRestore } from "./kept-place.ts";
import { useShown, useSteward } from "./steward.ts";

/** Who reloads the page is where the address says, on the overview too. */
const isReload = () =>
  performance
    .getEntriesByType("navigation")
    .some((entry) => (entry as PerformanceNavigationTiming).type === "reload");

/** Begins where one was, unless an address says where to begin; and keeps where one is, at once: who leaves then loses nothing. */
export function LastPlace({ children }: { children: ReactNode }) {
  const { kept } = useSteward();
  const [path, navigate] = useLocation();
  // An address that somebody follows goes before.
  const [isSettled, setSettled] = useState(() => path !== "/" || isReload());
  const settings = useStore(kept.store, (state) => state.settings);
  const connections = useShown((state) => state.statuses);
  const failure = useShown((state) => state.failure);
  const wanted = settings?.place;
  // While it is asked somebody may go elsewhere.
  const isDecided =
    isSettled ||
    path !== "/" ||
    (settings !== undefined && (wanted === undefined || wanted === "/")) ||
    failure !== undefined;
  useEffect(() => {
    if (isDecided) return setSettled(true);
    if (settings === undefined || connections === undefined) return;
    const place = placeToRestore(
      settings.place,
      connections.map(({ connection }) => connection.id),
    );
    if (place !== undefined) navigate(place, { replace: true });
    setSettled(true);
  }, [isDecided, settings, connections, navigate]);
  // Nothing is kept before it is known what was: how the pages look is kept with it.
  const isKnown = settings !== undefined;
  useEffect(() => {
    const place = keptPlace(path);
    if (!isSettled || !isKnown || place === undefined || place === wanted) return;
    kept.set({ place });
  }, [isSettled, isKnown, path, wanted, kept]);
  return isDecided ? children : <PageSkeleton label="Loading the page" />;
}

import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { PageSkeleton } from "./components/page-states.tsx";
import { keptPlace, placeToRestore } from "./kept-place.ts";
import { useShown, useSteward } from "./steward.ts";

/** Milliseconds that one has to be at a place before it is kept: who only passes by is not there. */
const stayed = 500;

/** Begins where one was, unless an address says where to begin; and keeps where one is. */
export function LastPlace({ children }: { children: ReactNode }) {
  const { kept } = useSteward();
  const [path, navigate] = useLocation();
  // An address that somebody follows goes before.
  const [isSettled, setSettled] = useState(() => path !== "/");
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
  const last = useRef(wanted);
  useEffect(() => {
    const place = keptPlace(path);
    if (!isSettled || place === undefined || place === last.current) return;
    const timer = setTimeout(() => {
      last.current = place;
      kept.set({ place });
    }, stayed);
    return () => clearTimeout(timer);
  }, [isSettled, path, kept]);
  return isDecided ? children : <PageSkeleton label="Loading the page" />;
}

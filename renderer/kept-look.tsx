import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useSteward } from "./steward.ts";
import { isInWindow } from "./transport.ts";

/** Makes the page look as it was set: how high rows are, and light or dark. */
export function KeptLook() {
  const { kept } = useSteward();
  const { setColorScheme } = useMantineColorScheme();
  const settings = useStore(kept.store, (state) => state.settings);
  const { density, scheme } = settings ?? {};
  useEffect(() => {
    if (density !== undefined) document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => {
    // The window keeps its own, for its menus and its frame begin with it.
    if (scheme !== undefined && !isInWindow()) setColorScheme(scheme);
  }, [scheme, setColorScheme]);
  return null;
}

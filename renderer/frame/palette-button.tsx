import { Button } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useSteward } from "../steward.ts";

const Palette = lazy(async () => ({ default: (await import("../palette/palette.tsx")).Palette }));

const isMac = () => /Mac/.test(navigator.userAgent);

/** Opens what finds everything, also by Ctrl-K (on a Mac, Command-K) from anywhere, and by the window's menu. */
export function PaletteButton() {
  const { client } = useSteward();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    // A dialog that is open comes first: nothing opens over what one is about to confirm.
    const open = () => !document.querySelector("[role=dialog]") && setOpen(true);
    const press = (event: KeyboardEvent) => {
      const isIts = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isIts || event.altKey || event.shiftKey) return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", press);
    const stop = client.listen(
      ({ name, data }) => name === "window.asked" && data.what === "palette" && open(),
    );
    return () => {
      stop();
      window.removeEventListener("keydown", press);
    };
  }, [client]);
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        className="palette-button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label="Go to, or do"
        onClick={() => setOpen(true)}
      >
        <IconSearch size={16} aria-hidden />
        <span className="palette-word">
          Go to <kbd>{isMac() ? "⌘K" : "Ctrl K"}</kbd>
        </span>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

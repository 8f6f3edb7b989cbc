import { Button } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";

const Palette = lazy(async () => ({ default: (await import("../palette/palette.tsx")).Palette }));

const isMac = () => /Mac/.test(navigator.userAgent);

/** Opens what finds everything, also by Ctrl-K (on a Mac, Command-K) from anywhere. */
export function PaletteButton() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isIts = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isIts || event.altKey || event.shiftKey) return;
      event.preventDefault();
      // A dialog that is open comes first: nothing opens over what one is about to confirm.
      if (!document.querySelector("[role=dialog]")) setOpen(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
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

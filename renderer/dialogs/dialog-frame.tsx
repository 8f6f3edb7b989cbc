import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useBackCloses } from "./use-back-closes.ts";

interface DialogFrameProps {
  title: string;
  close: () => void;
  /** "two-sided": room for a form and what it leads to, side by side. */
  wide?: boolean | "two-sided";
  /** It has an address of its own. */
  isPlace?: boolean;
  children: ReactNode;
}

const widths = { false: 560, true: 760, "two-sided": 1040 };

/** One look for all dialogs; focus goes in, stays in, and comes back to the button that opened it. */
export function DialogFrame({ title, close, wide = false, isPlace = false, children }: DialogFrameProps) {
  useBackCloses(close, isPlace);
  useFocusBack();
  return (
    <Modal.Root
      opened
      onClose={close}
      size={widths[String(wide) as keyof typeof widths]}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close the dialog" />
        </div>
        <Modal.Body>
          <div className="dialog">{children}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/**
 * What opened the dialog has the focus again when it is gone, unless something else has taken it by then; where the dialog
 * has done away with its opener, the heading of the page.
 */
function useFocusBack() {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
        (isThere ? opener : document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}

import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface DialogFrameProps {
  title: string;
  close: () => void;
  /** "two-sided": room for a form and what it leads to, side by side. */
  wide?: boolean | "two-sided";
  children: ReactNode;
}

const widths = { false: 560, true: 760, "two-sided": 1040 };

/** One look for all dialogs; focus goes in, stays in, and comes back to the button that opened it. */
export function DialogFrame({ title, close, wide = false, children }: DialogFrameProps) {
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

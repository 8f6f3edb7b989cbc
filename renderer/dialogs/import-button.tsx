import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { ImportConnectionDialog } from "./import-connection-dialog.tsx";

/** The way to a connection from a template file. */
export function ImportButton() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button ref={button} onClick={() => setOpen(true)}>
        Import a connection
      </Button>
      {isOpen && <ImportConnectionDialog close={close} />}
    </>
  );
}

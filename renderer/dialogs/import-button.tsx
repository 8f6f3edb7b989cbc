import { Button } from "@mantine/core";
import { useState } from "react";
import { ImportConnectionDialog } from "./import-connection-dialog.tsx";

/** The way to a connection from a template file. */
export function ImportButton() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Import a connection</Button>
      {isOpen && <ImportConnectionDialog close={close} />}
    </>
  );
}

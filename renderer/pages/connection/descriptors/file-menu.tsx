import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { counted } from "../../../format.ts";
import { offerCsv } from "../../../offer-file.ts";
import { useSteward } from "../../../steward.ts";
import { ImportDialog } from "./import-dialog.tsx";

/** Mappings to a file and from one. */
export function FileMenu({ connection, imported }: { connection: Connection; imported: () => void }) {
  const { client } = useSteward();
  const [isImporting, setImporting] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const exportAs = async (unmapped: boolean) => {
    try {
      const { csv, lines } = await client.call("descriptors.export", { connection: connection.id, unmapped });
      const name = `${unmapped ? "Unmapped codes" : "Mappings"} of ${connection.name}.csv`;
      offerCsv(name, csv);
      notifications.show({ message: `${counted(lines, "line", "lines")} exported.` });
    } catch (error) {
      notifications.show({ message: (error as Error).message, color: "red" });
    }
  };
  return (
    <>
      <Menu position="bottom-end" returnFocus>
        <Menu.Target>
          <Button ref={button}>Import and export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {connection.closedAt === undefined && (
            <Menu.Item onClick={() => setImporting(true)}>Import mappings…</Menu.Item>
          )}
          <Menu.Item onClick={() => exportAs(false)}>Export all mappings</Menu.Item>
          <Menu.Item onClick={() => exportAs(true)}>Export unmapped codes, to fill in</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isImporting && (
        <ImportDialog
          connection={connection}
          imported={imported}
          close={() => {
            setImporting(false);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}

import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconArchive,
  IconCalendarRepeat,
  IconCopy,
  IconDots,
  IconKey,
  IconReport,
  IconStethoscope,
  IconTrash,
  type TablerIcon,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { linkTo, places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { CloneDialog } from "./clone-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { TestDialog } from "./test-dialog.tsx";

export type Deed = "test" | "key" | "clone" | "roll-over" | "close" | "remove";

const entries: readonly { deed: Deed; words: string; icon: TablerIcon; whenClosed: boolean }[] = [
  { deed: "test", words: "Test", icon: IconStethoscope, whenClosed: false },
  { deed: "key", words: "New key…", icon: IconKey, whenClosed: false },
  { deed: "clone", words: "Clone…", icon: IconCopy, whenClosed: true },
  { deed: "roll-over", words: "Roll over to a new year…", icon: IconCalendarRepeat, whenClosed: true },
  { deed: "close", words: "Close…", icon: IconArchive, whenClosed: false },
  { deed: "remove", words: "Remove…", icon: IconTrash, whenClosed: true },
];

/** All that can be done with one connection besides sending. */
export function ConnectionMenu({ connection }: { connection: Connection }) {
  const [deed, setDeed] = useState<Deed>();
  const button = useRef<HTMLButtonElement>(null);
  const isClosed = connection.closedAt !== undefined;
  const done = () => {
    setDeed(undefined);
    // The entry of the menu that opened the dialog is gone; its button is where the person was.
    button.current?.focus();
  };
  return (
    <>
      <Menu position="bottom-end" returnFocus>
        <Menu.Target>
          <ActionIcon ref={button} variant="default" aria-label={`More for ${connection.name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries
            .filter(({ whenClosed }) => whenClosed || !isClosed)
            .map(({ deed: each, words, icon: Icon }) => (
              <Menu.Item
                key={each}
                leftSection={<Icon size={16} aria-hidden />}
                {...(each === "remove" && { className: "destructive" })}
                onClick={() => setDeed(each)}
              >
                {words}
              </Menu.Item>
            ))}
          <Menu.Item
            component="a"
            href={linkTo(places.asSent(connection.id))}
            leftSection={<IconReport size={16} aria-hidden />}
          >
            What was sent on a day
          </Menu.Item>
          {isClosed && <ReopenItem connection={connection} />}
        </Menu.Dropdown>
      </Menu>
      {deed && <DeedDialog deed={deed} connection={connection} close={done} />}
    </>
  );
}

function ReopenItem({ connection }: { connection: Connection }) {
  const { client, refresh } = useSteward();
  const reopen = () =>
    client.call("connections.reopen", { connection: connection.id }).then(
      () => void refresh(),
      (error: Error) => notifications.show({ message: error.message, color: "red" }),
    );
  return (
    <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={reopen}>
      Open again
    </Menu.Item>
  );
}

interface DeedDialogProps {
  deed: Deed;
  connection: Connection;
  close: () => void;
}

export function DeedDialog({ deed, connection, close }: DeedDialogProps) {
  switch (deed) {
    case "test":
      return <TestDialog connection={connection} close={close} />;
    case "key":
      return <KeyDialog connection={connection} close={close} />;
    case "clone":
      return <CloneDialog connection={connection} close={close} />;
    case "roll-over":
      return <CloneDialog connection={connection} close={close} rollOver />;
    case "close":
      return <CloseDialog connection={connection} close={close} />;
    case "remove":
      return <RemoveDialog connection={connection} close={close} />;
    default:
      return deed satisfies never;
  }
}

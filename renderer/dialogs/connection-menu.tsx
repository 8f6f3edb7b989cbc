import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconArchive,
  IconCalendarRepeat,
  IconCopy,
  IconDots,
  IconFileExport,
  IconKey,
  IconReport,
  IconSchool,
  IconStethoscope,
  IconTrash,
  type TablerIcon,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Connection } from "../../shared/domain/connection.ts";
import { useReopen } from "../components/closed-note.tsx";
import { counted } from "../format.ts";
import { offerFile } from "../offer-file.ts";
import { linkTo, places } from "../routes.ts";
import { useSteward } from "../steward.ts";
import { CloneDialog } from "./clone-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { TestDialog } from "./test-dialog.tsx";

export type Deed = "test" | "key" | "clone" | "roll-over" | "close" | "remove";

interface Entry {
  readonly deed: Deed;
  readonly words: string;
  readonly icon: TablerIcon;
  readonly whenClosed: boolean;
}

const entries: readonly Entry[] = [
  { deed: "test", words: "Test", icon: IconStethoscope, whenClosed: false },
  { deed: "key", words: "New key…", icon: IconKey, whenClosed: false },
  { deed: "clone", words: "Clone…", icon: IconCopy, whenClosed: true },
  { deed: "roll-over", words: "Roll over to a new year…", icon: IconCalendarRepeat, whenClosed: true },
];
/** What ends it comes last. */
const ends: readonly Entry[] = [
  { deed: "close", words: "Close…", icon: IconArchive, whenClosed: false },
  { deed: "remove", words: "Remove…", icon: IconTrash, whenClosed: true },
];

/** Its key is no secret, and it goes together with its API and its district, on the page of practice. */
const notOfPractice: ReadonlySet<Deed> = new Set(["key", "close", "remove"]);

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
  const { ownPractice = false } = connection;
  const isOffered = ({ deed: each, whenClosed }: Entry) =>
    (whenClosed || !isClosed) && !(ownPractice && notOfPractice.has(each));
  const item = ({ deed: each, words, icon: Icon }: Entry) => (
    <Menu.Item
      key={each}
      leftSection={<Icon size={16} aria-hidden />}
      {...(each === "remove" && { className: "destructive" })}
      onClick={() => setDeed(each)}
    >
      {words}
    </Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-end" returnFocus middlewares={{ size: true }}>
        <Menu.Target>
          <ActionIcon ref={button} variant="default" aria-label={`More for ${connection.name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries.filter(isOffered).map(item)}
          <ExportItem connection={connection} />
          <Menu.Item
            component="a"
            href={linkTo(places.asSent(connection.id))}
            leftSection={<IconReport size={16} aria-hidden />}
          >
            What was sent on a day
          </Menu.Item>
          {isClosed && <ReopenItem connection={connection} />}
          {ends.filter(isOffered).map(item)}
          {ownPractice && (
            <Menu.Item
              component="a"
              href={linkTo(places.practice())}
              leftSection={<IconSchool size={16} aria-hidden />}
            >
              Practice: mend, start over, remove
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {deed && <DeedDialog deed={deed} connection={connection} close={done} />}
    </>
  );
}

/** A file for a colleague or another computer; there is nothing to ask, so there is no dialog. */
function ExportItem({ connection }: { connection: Connection }) {
  const { client } = useSteward();
  const save = async () => {
    const template = await client.call("connections.export", { connection: connection.id });
    const file = `${connection.name}.json`;
    offerFile(file, [JSON.stringify(template, undefined, 2), "\n"], "application/json");
    const mappings = counted(template.mappings.length, "mapping", "mappings");
    const notes = template.notes.length > 0 ? " and your notes to causes" : "";
    notifications.show({
      message: `${file} holds the settings, the profile, ${mappings}${notes}: no key, no secret, no record.`,
    });
  };
  return (
    <Menu.Item leftSection={<IconFileExport size={16} aria-hidden />} onClick={() => save().catch(tell)}>
      Export as a template
    </Menu.Item>
  );
}

function ReopenItem({ connection }: { connection: Connection }) {
  const reopen = useReopen(connection);
  return (
    <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => reopen().catch(tell)}>
      Reopen
    </Menu.Item>
  );
}

const tell = ({ message }: Error) => notifications.show({ message, color: "red" });

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

import { Button, TextInput } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { useSteward } from "../steward.ts";
import { isInWindow } from "../transport.ts";

interface FolderFieldProps {
  value: string;
  change: (folder: string) => void;
  error: string | undefined;
}

/** A folder on this computer: typed, and in Steward's window chosen in the system's own dialog, or dropped. */
export function FolderField({ value, change, error }: FolderFieldProps) {
  const { client } = useSteward();
  const [isOver, setOver] = useState(false);
  const choose = async () => {
    const { folder } = await client.call("window.chooseFolder", {});
    if (folder !== undefined) change(folder);
  };
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    const [item] = event.dataTransfer.items;
    const path = file && window.transport?.pathOf(file);
    if (path) change(item?.webkitGetAsEntry()?.isFile ? parentOf(path) : path);
  };
  const field = (
    <TextInput
      label="Folder"
      description={
        isInWindow()
          ? "With files of JSON lines, one file a resource, on this computer: students.jsonl. It can be dropped here."
          : "With files of JSON lines, one file a resource, on this computer: students.jsonl"
      }
      placeholder="C:\Exports\Ed-Fi"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      error={error}
    />
  );
  if (!isInWindow()) return field;
  return (
    <fieldset
      className={isOver ? "folder-field over" : "folder-field"}
      data-takes-files
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
    >
      {field}
      <Button onClick={() => void choose().catch(() => {})}>Choose…</Button>
    </fieldset>
  );
}

/** Of a file that is dropped in the place of its folder. */
const parentOf = (path: string) => path.replace(/[\\/][^\\/]*$/, "");

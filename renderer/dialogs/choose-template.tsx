import { Button } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { Refusal } from "../components/refusal.tsx";
import { decodeText } from "../mapping-words.ts";
import { useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import type { ReadTemplate } from "./import-connection-dialog.tsx";

/** Above any template; the host takes no more in one call. */
const mostBytes = 7_000_000;

interface ChooseTemplateProps {
  read: (template: ReadTemplate) => void;
  close: () => void;
}

/** A file is chosen, or dropped anywhere on the page while this is open. */
export function ChooseTemplate({ read, close }: ChooseTemplateProps) {
  const { client } = useSteward();
  const { busy, refusal, act } = useAction();
  const take = (file: File | undefined) => {
    if (!file || busy) return;
    void act(async () => {
      if (file.size > mostBytes)
        throw new Error(
          "This file is no connection template: it is too large. Choose a file that a connection of Steward was exported to.",
        );
      const template = parsed(decodeText(new Uint8Array(await file.arrayBuffer())));
      read({
        file: file.name,
        template,
        content: await client.call("connections.readTemplate", { template }),
      });
    });
  };
  const isOver = useDrop(take);
  return (
    <>
      <p>
        A connection that was exported as a template: its settings, profile, mappings and schedule. Nothing is
        made before you have seen what is in the file.
      </p>
      <label className={isOver ? "file-field file-drop over" : "file-field file-drop"}>
        <span>Template file</span>
        <input
          type="file"
          accept=".json,application/json"
          data-autofocus
          onChange={({ currentTarget }) => {
            take(currentTarget.files?.[0]);
            // So that the same file can be chosen again once it is mended.
            currentTarget.value = "";
          }}
        />
        <span className="quiet">or drop it here</span>
      </label>
      <p role="status" className={busy ? "quiet" : "hidden"}>
        {busy && "Reading the file"}
      </p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button onClick={close}>Leave it</Button>
      </div>
    </>
  );
}

/** What is no JSON is no template: the core says so of any text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** True while a file is held over the page. A browser would open what is dropped elsewhere, in place of Steward. */
function useDrop(take: (file: File | undefined) => void): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(take);
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
      if (event.type === "drop") drop(event.dataTransfer?.files[0]);
    };
    const kinds = ["dragover", "dragleave", "drop"] as const;
    for (const kind of kinds) window.addEventListener(kind, over);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, over);
    };
  }, []);
  return isOver;
}

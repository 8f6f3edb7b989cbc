import { useEffect, useEffectEvent, useState } from "react";

/** True while a file is held over the window. A browser would open what is dropped, in place of Steward. */
export function useFileDrop(take: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(take);
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      // A dialog takes files of its own, and is answered first; so does a field for a folder.
      const takesFiles = event.target instanceof Element && event.target.closest("[data-takes-files]");
      const isFree = document.querySelector('[role="dialog"]') === null && !takesFiles;
      setOver(isFree && event.type === "dragover");
      const [file] = event.dataTransfer.files;
      if (isFree && event.type === "drop" && file) drop(file);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    window.addEventListener("dragover", onDrag);
    window.addEventListener("drop", onDrag);
    window.addEventListener("dragleave", leave);
    return () => {
      window.removeEventListener("dragover", onDrag);
      window.removeEventListener("drop", onDrag);
      window.removeEventListener("dragleave", leave);
    };
  }, []);
  return isOver;
}

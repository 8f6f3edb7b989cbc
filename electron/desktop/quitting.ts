import type { App } from "electron";
import type { CoreThread } from "../core-thread.ts";

/**
 * Electron does not wait for promises: every quit is held back until the core has saved what is in flight. Returns what saves
 * it before a quit, which is not held back then.
 */
export function stopCoreBeforeQuit(app: Pick<App, "on" | "quit">, core: CoreThread): () => Promise<void> {
  let state: "running" | "stopping" | "stopped" = "running";
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= core.stop().finally(() => {
      state = "stopped";
    });
    return stopping;
  };
  app.on("will-quit", (event) => {
    if (state === "stopped") return;
    event.preventDefault();
    if (state === "stopping") return;
    state = "stopping";
    void stop()
      .catch(() => {})
      .then(() => app.quit());
  });
  return stop;
}

import type { Page } from "@playwright/test";
import type { AppEvent } from "../../shared/contract.ts";

/** The bridge that Steward's window gives its page, over the loopback host: with it the page is in a window. */
export async function pretendWindow(page: Page) {
  await page.addInitScript(() => {
    const listeners = new Set<(event: AppEvent) => void>();
    const source = new EventSource("/events");
    source.onmessage = ({ data }: MessageEvent<string>) => {
      for (const listener of listeners) listener(JSON.parse(data));
    };
    const transport = {
      call: async (name: string, input: unknown) => {
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ name, input });
        return (await fetch("/call", { method: "POST", headers, body })).json();
      },
      listen: (listener: (event: AppEvent) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const pathOf = ({ name }: File) => `D:\\Dropped\\${name}`;
    Object.assign(window, { transport: { ...transport, pathOf } });
  });
}

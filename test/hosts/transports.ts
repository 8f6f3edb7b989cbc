import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppEvent } from "../../shared/contract.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";

/** What the tests of every door share: pages to serve, and a browser's way of speaking HTTP. */

/** A folder with the least pages there can be, removed by the returned function. */
export function makeRendererFolder() {
  const base = mkdtempSync(join(tmpdir(), "steward-pages-"));
  const folder = join(base, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(
    join(folder, "index.html"),
    "<!doctype html><html><head><title>Steward</title></head></html>",
  );
  writeFileSync(join(folder, "assets", "page.js"), "export {};");
  writeFileSync(join(folder, "notes.txt"), "of a type that is not served");
  writeFileSync(join(base, "secret.html"), "outside of the pages");
  return { base, folder, remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** Opens the address as a browser does, and keeps the session cookie. */
export async function openSession(url: string): Promise<{ origin: string; cookie: string }> {
  const response = await fetch(url, { redirect: "manual" });
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { origin: new URL(url).origin, cookie };
}

/** Resolves when the event stream is open: what is told after it is heard. */
export async function overHttp(url: string): Promise<Transport & { close(): void }> {
  const { origin, cookie } = await openSession(url);
  const listeners = new Set<(event: AppEvent) => void>();
  const abort = new AbortController();
  const stream = await fetch(`${origin}/events`, { headers: { cookie }, signal: abort.signal });
  void relay(stream, (event) => {
    for (const listener of listeners) listener(event);
  });
  return {
    call: async (name, input) => {
      const response = await fetch(`${origin}/call`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json" },
        body: JSON.stringify({ name, input }),
      });
      return (await response.json()) as Reply;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => abort.abort(),
  };
}

async function relay(response: Response, onEvent: (event: AppEvent) => void) {
  let rest = "";
  try {
    for await (const text of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const parts = (rest + text).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data) onEvent(JSON.parse(data) as AppEvent);
      }
    }
  } catch {
    // The test closed the stream.
  }
}

import type { AppEvent } from "../shared/contract.ts";
import type { Reply, Transport } from "../shared/rpc.ts";
import type { WindowBridge } from "../shared/window.ts";

/** A transport that can lose its core and find it again tells so. The window's never does. */
export interface PageTransport extends Transport {
  watch?(onChange: (connected: boolean) => void): () => void;
}

declare global {
  interface Window {
    readonly transport?: WindowBridge<File>;
  }
}

/** The page is open in Steward's own window, which has manners of its own. The window says so itself, by its bridge. */
export const isInWindow = (): boolean => window.transport !== undefined;

/** Milliseconds until a stream that the browser gave up is asked for again. */
const reopenAfter = 3000;

/** The window's bridge where there is one; in a browser, HTTP to the loopback host. */
export function connectTransport(): PageTransport {
  return window.transport ?? overLoopback();
}

function overLoopback(): PageTransport {
  const listeners = new Set<(event: AppEvent) => void>();
  const watchers = new Set<(connected: boolean) => void>();
  const open = () => {
    const source = new EventSource("/events");
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as AppEvent;
      for (const listener of listeners) listener(event);
    };
    source.onopen = () => tell(watchers, true);
    source.onerror = () => {
      tell(watchers, false);
      // A browser tries again by itself after a broken stream, and gives up after a refused one.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, reopenAfter);
    };
  };
  open();
  return {
    call: callOverHttp,
    listen: (listener) => join(listeners, listener),
    watch: (watcher) => join(watchers, watcher),
  };
}

function tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T) {
  for (const listener of listeners) listener(value);
}

function join<T>(members: Set<T>, member: T) {
  members.add(member);
  return () => {
    members.delete(member);
  };
}

async function callOverHttp(name: string, input: unknown): Promise<Reply> {
  try {
    const response = await fetch("/call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, input }),
    });
    const isReply = response.headers.get("content-type")?.startsWith("application/json");
    return isReply ? ((await response.json()) as Reply) : refused("unauthorized", await response.text());
  } catch {
    return refused(
      "offline",
      "Steward does not answer. Start it again, and open the address that it prints.",
    );
  }
}

function refused(code: "unauthorized" | "offline", message: string): Reply {
  return { ok: false, error: { code, message: message.trim() } };
}

import type { MessagePort } from "node:worker_threads";
import type { AppEvent } from "../shared/contract.ts";
import { AppError, type ErrorCode } from "../shared/errors.ts";
import type { Reply, Transport } from "../shared/rpc.ts";

/** What a host says to the core thread. */
export type ToCore = { kind: "call"; id: number; name: string; input: unknown } | { kind: "close" };

/** What the core thread says to its host. */
export type FromCore =
  | { kind: "ready" }
  | { kind: "refused"; code: ErrorCode; message: string; details: unknown }
  | { kind: "reply"; id: number; reply: Reply }
  | { kind: "event"; event: AppEvent }
  | { kind: "bug"; bug: Bug };

/** A surprise in the thread, as text: an Error may carry a cause that cannot be cloned. */
export interface Bug {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

/** The part of the core that a thread needs to serve it. */
export interface ClosableCore extends Transport {
  close(): Promise<void>;
}

/**
 * The thread's side of the port: starts the core and carries calls in, replies and events out, until "close".
 * A refusal at the start (locked data folder, newer database) is told as what it is; any other failure is left
 * to end the thread, which the host reports as a crash.
 */
export function serveCorePort(
  port: MessagePort,
  start: (reportBug: (error: unknown) => void) => ClosableCore,
) {
  const send = (message: FromCore) => port.postMessage(message);
  const core = startOrRefuse(() => start((error) => send(bugMessage(error))), send);
  if (core === undefined) return port.close();

  core.listen((event) => send({ kind: "event", event }));
  port.on("message", (message: ToCore) => {
    if (message.kind === "close") return void closeCore(core, port, send);
    const { id, name, input } = message;
    void core.call(name, input).then((reply) => send({ kind: "reply", id, reply }));
  });
  send({ kind: "ready" });
}

function startOrRefuse(
  start: () => ClosableCore,
  send: (message: FromCore) => void,
): ClosableCore | undefined {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    send({ kind: "refused", code, message, details });
    return undefined;
  }
}

/** A closed port lets the thread end by itself, so that nothing that is still being written is cut off. */
async function closeCore(core: ClosableCore, port: MessagePort, send: (message: FromCore) => void) {
  try {
    await core.close();
  } catch (error) {
    send(bugMessage(error));
  } finally {
    port.close();
  }
}

function bugMessage(error: unknown): FromCore {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return { kind: "bug", bug: { name, message, stack, code } };
}

import type { ConnectionStatus } from "../shared/contract.ts";
import { counted } from "./format.ts";

/** Records by what a steward asks of them. */
export interface Health {
  readonly kind: "closed" | "sending" | "needs-you" | "to-send" | "in-step" | "unsent";
  readonly words: string;
}

/** How a connection stands, in one glance: the most pressing thing first. */
export function healthOf(
  { connection, causes, resources, lastRun }: ConnectionStatus,
  sending: boolean,
): Health {
  const toSend = resources.reduce((sum, { counts }) => sum + counts.new + counts.changed, 0);
  if (connection.closedAt !== undefined) return { kind: "closed", words: "Closed, kept for reading" };
  if (sending) return { kind: "sending", words: "Sending: this push so far" };
  if (causes > 0)
    return { kind: "needs-you", words: `In step except for ${counted(causes, "cause", "causes")}` };
  if (toSend > 0) return { kind: "to-send", words: `${counted(toSend, "record", "records")} to send` };
  if (lastRun === undefined) return { kind: "unsent", words: "Nothing was sent yet" };
  return { kind: "in-step", words: "In step" };
}

import type { GraphResource } from "../../shared/domain/resource-graph.ts";
import type { SyncLine } from "../../shared/domain/sync.ts";
import { count, counted, resourceName } from "../format.ts";
import type { Sending } from "../sync-rows.ts";
import { descriptorsId, type MapGraph, nodeOf } from "./graph.ts";

/** How a resource of the map stands: one word for all of it, the one that matters most, with its number. All pure. */

export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly refused: number;
  readonly blocked: number;
  readonly waiting: number;
  readonly toSend: number;
  readonly accepted: number;
  /** Of the connection's files, whatever becomes of them. */
  readonly records: number;
  /** Its profile does not send it. */
  readonly isOff: boolean;
}

export type Tone =
  | "sending"
  | "refused"
  | "blocked"
  | "waiting"
  | "to-send"
  | "accepted"
  | "not-sent"
  | "none";

export const toneIcons: Readonly<Record<Tone, string>> = {
  sending: "↑",
  refused: "▲",
  blocked: "‖",
  waiting: "◌",
  "to-send": "○",
  accepted: "●",
  "not-sent": "–",
  none: "·",
};

/** By the id of its node; every resource that is in the graph or has a line. */
export function standingsOf(
  resources: readonly GraphResource[],
  lines: readonly SyncLine[],
): Map<string, Standing> {
  const byResource = new Map(lines.map((line) => [line.resource, line]));
  const standings = new Map<string, Standing>();
  for (const resource of resources) {
    const id = nodeOf(resource);
    const line = byResource.get(resource.resource);
    const isOff = resource.unsent !== undefined;
    const known = standings.get(id) ?? emptyStanding(id, isOff);
    standings.set(id, line ? withLine(known, line) : known);
  }
  return standings;
}

const emptyStanding = (id: string, isOff: boolean): Standing => ({
  id,
  name: id === descriptorsId ? "Descriptors" : resourceName(id),
  refused: 0,
  blocked: 0,
  waiting: 0,
  toSend: 0,
  accepted: 0,
  records: 0,
  isOff,
});

function withLine(standing: Standing, { counts, records }: SyncLine): Standing {
  return {
    ...standing,
    refused: standing.refused + counts.failed,
    blocked: standing.blocked + counts.blocked + counts["delete-pending"],
    waiting: standing.waiting + counts.waiting,
    toSend: standing.toSend + counts.new + counts.changed + counts.unknown + counts.sending,
    accepted: standing.accepted + counts.sent,
    records: standing.records + records,
  };
}

export function toneOf(standing: Standing, sending?: Sending): Tone {
  const { refused, blocked, waiting, toSend, accepted, records, isOff } = standing;
  if (sending) return "sending";
  if (refused > 0) return "refused";
  if (blocked > 0) return "blocked";
  if (waiting > 0) return "waiting";
  if (isOff) return "not-sent";
  if (toSend > 0) return "to-send";
  if (accepted > 0) return "accepted";
  return records > 0 ? "not-sent" : "none";
}

/** "3 refused": what stands on the node beside the icon. */
export function toneWords(standing: Standing, sending?: Sending): string {
  switch (toneOf(standing, sending)) {
    case "sending":
      return `${count(sending?.done ?? 0)} of ${count(sending?.planned ?? 0)}`;
    case "refused":
      return `${count(standing.refused)} refused`;
    case "blocked":
      return `${count(standing.blocked)} blocked`;
    case "waiting":
      return `${count(standing.waiting)} waiting`;
    case "to-send":
      return `${count(standing.toSend)} to send`;
    case "accepted":
      return `${count(standing.accepted)} accepted`;
    case "not-sent":
      return "not sent";
    default:
      return "none of yours";
  }
}

/** All that there is of it, for a sentence: "1,000 accepted, 3 refused". */
function allWords(standing: Standing, sending?: Sending): string {
  const { accepted, refused, blocked, waiting, toSend, isOff, records } = standing;
  const parts = [
    ...(sending ? [`being sent, ${count(sending.done)} of ${count(sending.planned)}`] : []),
    ...(isOff ? ["not sent by your choice"] : []),
    ...(accepted > 0 ? [`${count(accepted)} accepted`] : []),
    ...(refused > 0 ? [`${count(refused)} refused`] : []),
    ...(blocked > 0 ? [`${count(blocked)} blocked`] : []),
    ...(waiting > 0 ? [`${count(waiting)} waiting`] : []),
    ...(toSend > 0 && !isOff ? [`${count(toSend)} to send`] : []),
  ];
  if (parts.length > 0) return parts.join(", ");
  return records > 0 ? "none of its records is sent" : "no records of yours";
}

/** "waits for nothing; 24 resources wait for it". */
function tieWords(id: string, { ancestors, descendants }: MapGraph): string {
  const before = ancestors.get(id)?.size ?? 0;
  const behind = descendants.get(id)?.size ?? 0;
  const waits = before === 0 ? "waits for nothing" : `waits for ${counted(before, "resource", "resources")}`;
  const waited =
    behind === 0 ? "nothing waits for it" : `${counted(behind, "resource waits", "resources wait")} for it`;
  return `${waits}; ${waited}`;
}

/** What a screen reader says of a node. */
export const spokenNode = (standing: Standing, graph: MapGraph, sending?: Sending): string =>
  `${standing.name}: ${allWords(standing, sending)}; ${tieWords(standing.id, graph)}`;

const summed: readonly (readonly [Tone, string])[] = [
  ["refused", "with refused records"],
  ["blocked", "blocked"],
  ["waiting", "waiting"],
  ["to-send", "to send"],
  ["accepted", "accepted"],
  ["not-sent", "not sent"],
  ["none", "without records of yours"],
];

/** Over the map: how many resources stand how. */
export function mapTotals(shown: readonly Standing[]): { tone: Tone; resources: number; words: string }[] {
  const tones = shown.map((standing) => toneOf(standing));
  return summed
    .map(([tone, words]) => ({ tone, words, resources: tones.filter((each) => each === tone).length }))
    .filter(({ resources }) => resources > 0);
}

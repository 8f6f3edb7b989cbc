import type { CodeState, DescriptorTypeLine } from "../shared/domain/descriptor.ts";
import type { MappingRow } from "./mapping-rows.ts";

/** "/ed-fi/attendanceEventCategoryDescriptors" -> "Attendance event category"; an extension's says whose it is. */
export function typeName(type: string): string {
  const [, project, name = type] = /^\/([^/]+)\/(.+)$/.exec(type) ?? [];
  const words = name
    .replace(/Descriptors?$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase();
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return project === undefined || project === "ed-fi" ? title : `${title} (${project})`;
}

/** "uri://ed-fi.org/SexDescriptor#Female" -> "Female" and "uri://ed-fi.org/SexDescriptor". What is no such value is all code. */
export function splitUri(uri: string): { code: string; namespace: string } {
  const place = uri.indexOf("#");
  return place < 0
    ? { code: uri, namespace: "" }
    : { code: uri.slice(place + 1), namespace: uri.slice(0, place) };
}

/** "uri://ed-fi.org/SexDescriptor" -> "uri://ed-fi.org", where the type goes without saying; any other stays whole. */
export function shortNamespace(namespace: string, type: string): string {
  const name = type.slice(type.lastIndexOf("/") + 1).replace(/s$/, "");
  const end = namespace.slice(namespace.lastIndexOf("/") + 1);
  return end.toLowerCase() === name.toLowerCase() ? namespace.slice(0, -end.length - 1) : namespace;
}

export type RowState = CodeState | "unsaved" | "lost";

interface StateWords {
  readonly icon: string;
  readonly word: string;
  readonly meaning: string;
}

/** Each state with its icon, its word, and what it means for the records. */
export const rowStates: Readonly<Record<RowState, StateWords>> = {
  unmapped: { icon: "‖", word: "not mapped", meaning: "Records that use it are held until it is mapped." },
  lost: {
    icon: "▲",
    word: "target gone",
    meaning: "It is mapped to a value that the server does not have, or no longer. Map it anew.",
  },
  unsaved: { icon: "✎", word: "not saved", meaning: "Chosen here; it counts when you save." },
  mapped: { icon: "●", word: "mapped", meaning: "The value beside it is sent in its place." },
  respelled: {
    icon: "●",
    word: "respelled",
    meaning: "A value of this server but for case or blanks: sent as the server spells it.",
  },
  valid: { icon: "●", word: "valid", meaning: "A value of this server: sent as it is." },
  stated: { icon: "●", word: "in your files", meaning: "Your own files create this value: sent as it is." },
  unchecked: {
    icon: "?",
    word: "not checked",
    meaning: "This key may not read the values, or they were not read yet: sent as it is.",
  },
};

export function stateOf({ line, drafted }: MappingRow): RowState {
  if (drafted) return "unsaved";
  return line.lost ? "lost" : line.state;
}

/** When the server's values were read; `at` is the oldest time, undefined when none was ever read. Pure. */
export function readingOf(types: readonly DescriptorTypeLine[]): {
  at: string | undefined;
  read: number;
  unread: number;
  unreadable: number;
} {
  const times = types.flatMap(({ pulledAt }) => pulledAt ?? []);
  return {
    at: times.reduce<string | undefined>(
      (oldest, time) => (oldest === undefined || time < oldest ? time : oldest),
      undefined,
    ),
    read: times.length,
    unread: types.length - times.length,
    unreadable: types.filter(({ readable }) => !readable).length,
  };
}

/** The text of a file that a spreadsheet wrote: UTF-8, UTF-16 with its mark, else the code page of Windows. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Of all types together. */
export function usesOfAll(types: readonly DescriptorTypeLine[]): DescriptorTypeLine["uses"] {
  const sumOf = (name: keyof DescriptorTypeLine["uses"]) =>
    types.reduce((sum, { uses }) => sum + uses[name], 0);
  return { same: sumOf("same"), mapped: sumOf("mapped"), open: sumOf("open") };
}

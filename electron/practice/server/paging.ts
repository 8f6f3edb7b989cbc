import type { Dialect } from "./dialect.ts";
import type { Problem } from "./problems.ts";

/** Which part of a list was asked for. */
export type Page =
  | {
      readonly kind: "offset";
      readonly offset: number;
      readonly limit: number;
      readonly totalCount: boolean;
    }
  | { readonly kind: "cursor"; readonly from: number; readonly to: number; readonly size: number };

/** Paging parameters (protocol sections 7.1 and 7.2). */
export function readPage(query: URLSearchParams, dialect: Dialect, maximum: number): Page | Problem {
  const value = (name: string) => [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (dialect.cursorPaging) {
    const cursor = readCursor(value, maximum);
    if (cursor !== undefined) return cursor;
  }
  const offset = Number(value("offset") ?? "0");
  if (!Number.isInteger(offset) || offset < 0) return parameter(offsetSentence(dialect));
  const limit = readLimit(value("limit"), dialect, maximum);
  if (limit === undefined) return parameter(limitSentence(dialect, maximum));
  const totalCount = value("totalCount")?.toLowerCase();
  if (dialect.dms && totalCount !== undefined && totalCount !== "true" && totalCount !== "false") {
    return parameter("TotalCount must be a boolean value.");
  }
  return { kind: "offset", offset, limit, totalCount: totalCount === "true" };
}

function parameter(reason: string): Problem {
  return { kind: "parameter", reason };
}

function readLimit(text: string | undefined, dialect: Dialect, maximum: number): number | undefined {
  if (text === undefined)
    return dialect.defaultLimit === "maximum" ? maximum : Math.min(dialect.defaultLimit, maximum);
  const limit = Number(text);
  const least = dialect.kind === "ods-5.3" ? 1 : 0;
  return text.trim() !== "" && Number.isInteger(limit) && limit >= least && limit <= maximum
    ? limit
    : undefined;
}

function limitSentence(dialect: Dialect, maximum: number): string {
  switch (dialect.kind) {
    case "ods-5.3":
      return "Limit must be omitted or set to a value between 1 and max value defined in configuration file (defaultPageSizeLimit).";
    case "ods-6.2":
    case "ods-7.1":
      return "Limit must be omitted or set to a value between 0 and max value defined in configuration file (defaultPageSizeLimit).";
    case "ods-7.3":
      return `Limit must be a value between 0 and ${maximum}.`;
    case "dms":
      return `Limit must be omitted or set to a numeric value between 0 and ${maximum}.`;
    default:
      return dialect.kind satisfies never;
  }
}

function offsetSentence(dialect: Dialect): string {
  return dialect.dms
    ? "Offset must be a numeric value greater than or equal to 0."
    : "Offset must be a value greater than or equal to 0.";
}

type Lookup = (name: string) => string | undefined;

function readCursor(value: Lookup, maximum: number): Page | Problem | undefined {
  const token = value("pageToken");
  const size = value("pageSize");
  if (token === undefined)
    return size === undefined ? undefined : parameter("PageToken is required when pageSize is specified.");
  if (value("limit") !== undefined) {
    return parameter("Use pageSize instead of limit when using cursor paging with pageToken.");
  }
  if (value("offset") !== undefined) return parameter("Offset cannot be used with cursor paging.");
  if (value("totalCount") === "true") return parameter("TotalCount cannot be used with cursor paging.");
  const rows = Number(size ?? maximum);
  if (!Number.isInteger(rows) || rows < 0 || rows > maximum) {
    return parameter(`PageSize must be a value between 0 and ${maximum}.`);
  }
  const range = /^(\d+),(\d+)$/.exec(Buffer.from(token, "base64url").toString("latin1"));
  if (range === null) return parameter("The page token provided was invalid.");
  return { kind: "cursor", from: Number(range[1]), to: Number(range[2]), size: rows };
}

/** A range of sequence numbers, both ends included. */
export function pageToken(from: number, to: number): string {
  return Buffer.from(`${from},${to}`, "latin1").toString("base64url");
}

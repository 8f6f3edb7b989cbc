import type { Problem } from "./types.ts";

type Message = Problem["messages"][number];
type Fields = Readonly<Record<string, unknown>>;

const urn = "urn:ed-fi:api";
/** What a person will ever read of one answer. */
const mostMessages = 200;
const longestText = 4096;

/**
 * Reads the body of a refusal (protocol section 6): problem details, the older `message` form, HTML of a proxy,
 * anything. Told by what the body is: the content type is not a safe test (section 6.2).
 */
export function readProblem(status: number, contentType: string | undefined, body: string): Problem {
  const text = body.trim();
  if (text === "") return { status, form: "empty", messages: [] };
  const value = parsed(text);
  if (isFields(value)) return fromFields(status, value);
  if (value === undefined && (text.startsWith("<") || contentType?.includes("html") === true)) {
    return fromHtml(status, text);
  }
  return { status, form: "other", messages: [message(typeof value === "string" ? value : text)] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fromFields(status: number, fields: Fields): Problem {
  const type = textOf(fields.type);
  // DMS prints one type with a colon behind it: "…:security:authorization:".
  if (type?.startsWith(urn) === true) {
    const name = type.slice(urn.length).replace(/^:|:+$/g, "");
    return { ...detailed(status, fields, "problem"), type: name };
  }
  if (isFields(fields.error)) return fromNested(status, fields.error);
  const legacy = textOf(fields.message) ?? textOf(fields.Message);
  if (legacy !== undefined) return fromLegacy(status, legacy, fields);
  return detailed(status, fields, "other");
}

/** Reads every list that is there: DMS sends an empty validationErrors beside its errors, and some have only a detail. */
function detailed(status: number, fields: Fields, form: "problem" | "other"): Problem {
  const title = textOf(fields.title);
  const detail = textOf(fields.detail) ?? textOf(fields.error_description) ?? textOf(fields.error);
  const lists = [...messagesOf(fields.validationErrors), ...messagesOf(fields.errors)];
  const only = detail ?? title;
  return {
    status,
    form,
    ...(title !== undefined && { title }),
    ...(detail !== undefined && { detail }),
    ...correlation(fields),
    messages: lists.length > 0 || only === undefined ? lists.slice(0, mostMessages) : [message(only)],
  };
}

/** "Validation of 'StudentPost' failed.\nLastSurname is required.\n": one message a line, the heading apart. */
function fromLegacy(status: number, text: string, fields: Fields): Problem {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const [heading = "", ...rest] = lines;
  const state = messagesOf(fields.modelState ?? fields.ModelState);
  const own = rest.length > 0 ? rest : [heading];
  return {
    status,
    form: "legacy",
    detail: heading.trim().slice(0, longestText),
    ...correlation(fields),
    messages: [...(state.length > 0 ? state : own.map((line) => message(line)))].slice(0, mostMessages),
  };
}

/** `{"error": {"message", "failures": [{"resourceName"}]}}`, as Meadowlark says it, in the older servers' words. */
function fromNested(status: number, error: Fields): Problem {
  const detail = textOf(error.message);
  const failures = Array.isArray(error.failures) ? error.failures.slice(0, mostMessages) : [];
  const missing = failures.flatMap((failure) =>
    isFields(failure) ? (textOf(failure.resourceName) ?? []) : [],
  );
  return {
    status,
    form: "other",
    ...(detail !== undefined && { detail }),
    messages: missing.map((name) => message(`${name} reference could not be resolved.`)),
  };
}

function correlation(fields: Fields): { correlationId?: string } {
  const id = textOf(fields.correlationId) ?? textOf(fields.traceId);
  return id === undefined ? {} : { correlationId: id };
}

/** A list of texts, or an object of JSON path -> texts; one text stands for a list of one. */
function messagesOf(value: unknown): Message[] {
  if (!isFields(value)) return texts(value).map((text) => message(text));
  return Object.entries(value).flatMap(([path, list]) =>
    texts(list).map((text) => message(text, jsonPath(path))),
  );
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "string").slice(0, mostMessages);
}

/** modelState of older servers says "request.lastSurname" where newer ones say "$.lastSurname". */
function jsonPath(path: string): string {
  if (path.startsWith("$")) return path === "$." ? "$" : path;
  const member = path.replace(/^request\.?/, "");
  return member === "" ? "$" : `$.${member}`;
}

function message(text: string, path?: string): Message {
  const short = text.trim().slice(0, longestText);
  return path === undefined ? { text: short } : { path: path.slice(0, 500), text: short };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, longestText) : undefined;
}

function fromHtml(status: number, text: string): Problem {
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(text.slice(0, longestText))?.[1]?.trim();
  return title === undefined || title === ""
    ? { status, form: "html", messages: [] }
    : { status, form: "html", title, messages: [{ text: title }] };
}

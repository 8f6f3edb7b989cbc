import { z } from "zod";
import type { DescriptorValue } from "../../../shared/domain/descriptor.ts";
import { AppError } from "../../../shared/errors.ts";
import { readProblem } from "../api/problem.ts";
import { readRetryAfter } from "../api/retry-after.ts";
import { adviceFor } from "../api/trouble.ts";
import type { ApiClient, HttpAnswer, NoAnswer } from "../api/types.ts";
import { waitFor } from "../sync/circuit.ts";
import { backOff, isTrouble } from "../sync/retry.ts";

/** What a server says of one descriptor type. */
export type TypeReading =
  | { readonly kind: "values"; readonly values: readonly DescriptorValue[] }
  /** The key may not read it, or the server keeps no such resource. */
  | { readonly kind: "unreadable" }
  /** Nothing that can be believed was said. */
  | { readonly kind: "failed"; readonly reason: string };

export interface Reader {
  readonly client: Pick<ApiClient, "get">;
  readonly signal: AbortSignal;
  /** Of the waiting between repetitions. */
  readonly random?: () => number;
}

/** As hosts allow: 500 as shipped; one that allows less says 400. Asked for outright: 5.x gives 25 by itself. At last as it likes. */
const pageSizes = [500, 100, 25, undefined] as const;
/** A host that caps pages without a word caps them at a multiple of this: a full-looking page is then not the last one. */
const capStep = 25;
const mostAttempts = 4;

const Item = z.object({
  namespace: z.string().min(1),
  codeValue: z.string().min(1),
  shortDescription: z.string().nullish(),
  description: z.string().nullish(),
});

/**
 * Reads all values of a descriptor type by offset paging (protocol sections 7.1 and 10). Trouble is repeated a few times.
 * Throws AppError("unauthorized") when the server refuses the key, and the signal's reason.
 */
export async function readValues(reader: Reader, type: string): Promise<TypeReading> {
  for (const limit of pageSizes) {
    const reading = await readPages(reader, type, limit);
    if (reading !== "too-many") return reading;
  }
  return { kind: "failed", reason: "The server refuses every page size." };
}

async function readPages(
  reader: Reader,
  type: string,
  limit: number | undefined,
): Promise<TypeReading | "too-many"> {
  const found = new Map<string, DescriptorValue>();
  for (let offset = 0; ; ) {
    const answer = await ask(reader, type + query(offset, limit));
    // Said as the step test says it: too many tokens, a certificate, a proxy.
    if (answer.kind === "no-answer") return { kind: "failed", reason: adviceFor(answer) };
    if (offset === 0 && answer.status === 400) return "too-many";
    const page = readPage(answer, offset === 0);
    if (page.kind !== "page") return page;
    const before = found.size;
    for (const value of page.values) found.set(value.uri, value);
    // A page that brings nothing new: the end, or a server that does not understand offsets.
    if (isLast(page, limit) || found.size === before) return { kind: "values", values: [...found.values()] };
    offset += page.rows;
  }
}

const query = (offset: number, limit: number | undefined) =>
  `?offset=${offset}${limit === undefined ? "" : `&limit=${limit}`}`;

const isLast = ({ rows }: Page, limit: number | undefined) =>
  limit !== undefined && rows < limit && rows % capStep !== 0;

/** Trouble on the way is repeated, the last of it given back. */
async function ask(
  { client, signal, random = Math.random }: Reader,
  question: string,
): Promise<HttpAnswer | NoAnswer> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const answer = await client.get(question, undefined, signal);
    signal.throwIfAborted();
    if (answer.kind === "bad-credentials") throw new AppError("unauthorized", answer.sentence);
    if (answer.kind === "no-answer" && answer.reason === "aborted") {
      throw new AppError("cancelled", "The reading of descriptors was given up.");
    }
    if (!isTrouble(answer) || attempt === mostAttempts) return answer;
    const asked = answer.kind === "answer" ? readRetryAfter(answer.retryAfter, Date.now()) : undefined;
    await waitFor(Math.max(asked?.wait ?? 0, backOff(attempt, random)), signal);
  }
}

interface Page {
  readonly kind: "page";
  readonly values: readonly DescriptorValue[];
  readonly rows: number;
}

function readPage(answer: HttpAnswer, isFirst: boolean): Page | Exclude<TypeReading, { kind: "values" }> {
  const { status, contentType, body } = answer;
  if (status === 200) return readRows(body) ?? { kind: "failed", reason: notDescriptors };
  const isDenied = status === 403 || status === 404 || status === 405;
  // A page of a proxy says nothing about rights.
  if (isDenied && isFirst && readProblem(status, contentType, body).form !== "html") {
    return { kind: "unreadable" };
  }
  return { kind: "failed", reason: `The server answered with status ${status}.` };
}

const notDescriptors = "The server answered with something that is no list of descriptors.";

/** One odd row is left out; rows that are all odd are something else. */
function readRows(body: string): Page | undefined {
  const rows = parsed(body);
  if (!Array.isArray(rows)) return undefined;
  const values = rows.flatMap((row) => {
    const item = Item.safeParse(row);
    return item.success ? [toValue(item.data)] : [];
  });
  return values.length === 0 && rows.length > 0 ? undefined : { kind: "page", values, rows: rows.length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const toValue = (item: z.infer<typeof Item>): DescriptorValue => ({
  uri: `${item.namespace}#${item.codeValue}`,
  namespace: item.namespace,
  codeValue: item.codeValue,
  shortDescription: item.shortDescription ?? "",
  description: item.description ?? "",
});

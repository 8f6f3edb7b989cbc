import type { IncomingMessage, ServerResponse } from "node:http";
import type { ErrorCode } from "../../shared/errors.ts";
import type { Transport } from "../../shared/rpc.ts";
import { callLimit, isCallable } from "../call-size.ts";

/** So much of a too large body is read away, so that its sender still gets to read the sentence. */
const discardLimit = 2 * callLimit;

const tooLarge = "A call holds at most 24 MB.";

/** POST /call: `{ name, input }` as JSON in, a Reply as JSON out. The core's own refusals are answers with status 200. */
export async function answerCall(core: Transport, request: IncomingMessage, response: ServerResponse) {
  if (!isJson(request.headers["content-type"])) {
    return refuseCall(response, 415, "A call is sent as application/json.");
  }
  const body = await readBody(request);
  if (body === undefined) return refuseCall(response, 413, tooLarge);
  const call = parseCall(body);
  if (call === undefined) return refuseCall(response, 400, 'A call is JSON: { "name": …, "input": … }.');
  // A short text can be a value of any depth.
  if (!isCallable(call.input)) return refuseCall(response, 413, tooLarge);
  sendJson(response, 200, await core.call(call.name, call.input));
}

/** Answers with a Reply, so that a page shows the sentence as it shows any other refusal. */
function refuseCall(response: ServerResponse, status: number, message: string) {
  const code: ErrorCode = "invalid-input";
  sendJson(response, status, { ok: false, error: { code, message } });
}

function sendJson(response: ServerResponse, status: number, value: unknown) {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(value));
}

function isJson(contentType: string | undefined) {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}

/** Undefined when the body is larger than the limit. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > discardLimit) return undefined;
    if (size <= callLimit) chunks.push(chunk);
  }
  return size > callLimit ? undefined : Buffer.concat(chunks).toString("utf8");
}

function parseCall(body: string): { name: string; input: unknown } | undefined {
  try {
    const call: unknown = JSON.parse(body);
    if (typeof call !== "object" || call === null || !("name" in call)) return undefined;
    if (typeof call.name !== "string") return undefined;
    return { name: call.name, input: "input" in call ? call.input : undefined };
  } catch {
    return undefined;
  }
}

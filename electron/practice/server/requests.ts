import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./problems.ts";

/** Where the client reached this server: what absolute URLs begin with. */
export function originOf(request: IncomingMessage): string {
  const scheme = "encrypted" in request.socket ? "https" : "http";
  return `${scheme}://${request.headers.host ?? "127.0.0.1"}`;
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const [only] = chunks;
    done(chunks.length === 1 && only !== undefined ? only.toString() : Buffer.concat(chunks).toString());
  });
}

export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const headers: string[] = [];
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? "");
  if (answer.body === undefined) headers.push("content-length", "0");
  else {
    headers.push("content-type", answer.contentType ?? "application/json; charset=utf-8");
    headers.push("content-length", String(Buffer.byteLength(answer.body)));
  }
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}

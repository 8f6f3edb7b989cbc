import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Eavesdropper {
  readonly url: string;
  /** Everything secret that passed: Authorization headers without their scheme, and tokens that were given out. */
  secrets(): readonly string[];
  close(): Promise<void>;
}

/** Answers a write in the server's place, or leaves it to the server. */
export type Interfere = (
  path: string,
  body: string,
) => { status: number; body: string; location?: string } | undefined;

/** Stands between a client and a server on loopback, passes everything on, and remembers the secrets that pass. */
export async function eavesdrop(to: string, interfere: Interfere): Promise<Eavesdropper> {
  const target = new URL(to);
  const seen = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    const [, value] = incoming.headers.authorization?.split(" ") ?? [];
    if (value) seen.add(value);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const own = incoming.method === "POST" ? interfere(incoming.url ?? "", body.toString()) : undefined;
      const headers = {
        "content-type": "application/problem+json",
        ...(own?.location && { location: own.location }),
      };
      if (own) outgoing.writeHead(own.status, headers).end(own.body);
      else passOn(incoming, outgoing, body);
    });
  });
  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer) => {
    const { hostname, port } = target;
    const { method, url: path, headers } = incoming;
    const further = request({ hostname, port, method, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts);
        const token = /"access_token":"([^"]+)"/.exec(text.toString())?.[1];
        if (token) seen.add(token);
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
      });
    });
    further.on("error", () => outgoing.destroy());
    further.end(body);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    secrets: () => [...seen],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

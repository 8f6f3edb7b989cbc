import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { atEnd, type Bench } from "./harness.ts";

/** True when the front has answered by itself. */
type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Text of a request or an answer. */
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const ownHeaders = [
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
];

/** A server in front of the practice API, which answers some requests itself; a connection "F" that sends through it. */
export async function setUpFront({ practice, client, source }: Bench, answer: Answer) {
  const { origin: behind, pathname } = new URL(practice.url);
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (answer(request, response)) return;
    const own = `http://${request.headers.host}`;
    const headers = Object.entries(request.headers).filter(([name]) => !ownHeaders.includes(name));
    const answered = await fetch(`${behind}${request.url}`, {
      method: request.method ?? "GET",
      headers: headers.map(([name, value]) => [name, String(value)]),
      ...(body !== "" && { body }),
    });
    const text = await answered.text();
    const sent = [...answered.headers].filter(([name]) => !ownHeaders.includes(name));
    response.writeHead(answered.status, Object.fromEntries(sent)).end(text.replaceAll(behind, own));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  await client.call("connections.add", {
    name: "F",
    settings: { url: `http://127.0.0.1:${port}${pathname}`, requestTimeout: 3000 },
  });
  await client.call("sources.add", { connection: "F", folder: source });
}

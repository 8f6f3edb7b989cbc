import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import type { ServerInfo } from "../../electron/core/api/types.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Stub extends AsyncDisposable {
  readonly origin: string;
  readonly seen: Seen[];
}

/** A server on this machine that answers as the test says, and remembers what it was asked. */
export async function startStub(answer: (seen: Seen, response: ServerResponse) => void): Promise<Stub> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A listener below HTTP, for what no well-behaved server does. */
export async function startSocketStub(
  onData: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => onData(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function settingsFor(url: string, more: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return ConnectionSettings.parse({ url, ...more });
}

/** What discovery would have found, for tests that begin after it. */
export function serverAt(origin: string): ServerInfo {
  return {
    product: "ods",
    version: "7.3.2",
    dataModels: [{ name: "Ed-Fi", version: "5.2.0" }],
    endpoints: {
      data: `${origin}/data/v3`,
      oauth: `${origin}/oauth/token`,
      tokenInfo: `${origin}/oauth/token_info`,
      openApi: `${origin}/metadata/`,
      dependencies: `${origin}/metadata/data/v3/dependencies`,
    },
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

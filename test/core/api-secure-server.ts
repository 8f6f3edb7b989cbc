import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from "node:net";
import type { TLSSocket } from "node:tls";
import type { Certificate } from "./api-certificate.ts";

/** One request that a server or a proxy saw. */
interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Common name of the client certificate. */
  readonly client?: string;
}

export interface Listening extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  readonly seen: Seen[];
}

async function listen(server: SocketServer, seen: Seen[] = []): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface SecureOptions {
  /** Sent behind its own: those of authorities in between. */
  readonly between?: readonly Certificate[];
  /** The authority whose client certificates it takes; without one it asks for none. */
  readonly clients?: Certificate;
  readonly maxVersion?: "TLSv1.2" | "TLSv1.3";
}

const json = { "content-type": "application/json" };

/** A good ODS/API 7.3 over https, which remembers every header that it saw. */
export async function startSecureApi(
  certificate: Certificate,
  { between = [], clients, maxVersion = "TLSv1.3" }: SecureOptions = {},
): Promise<Listening> {
  const seen: Seen[] = [];
  const server = createSecureServer({
    cert: [certificate, ...between].map(({ cert }) => cert).join(""),
    key: certificate.key,
    maxVersion,
    ...(clients && { ca: clients.cert, requestCert: true, rejectUnauthorized: true }),
  });
  server.on("request", (request, response) => {
    const { method = "", url = "", headers } = request;
    const client = (request.socket as TLSSocket).getPeerCertificate()?.subject?.CN;
    seen.push({ method, path: url, headers, ...(client !== undefined && { client: String(client) }) });
    const base = `https://${headers.host}`;
    const path = url.split("?")[0] ?? "";
    response.writeHead(path in answersAt(base) ? 200 : 404, json);
    response.end(JSON.stringify(answersAt(base)[path] ?? {}));
  });
  return listen(server, seen);
}

function answersAt(base: string): Record<string, unknown> {
  return {
    "/": {
      version: "7.3",
      suite: "3",
      dataModels: [{ name: "Ed-Fi", version: "5.2.0" }],
      urls: { oauth: `${base}/oauth/token`, dataManagementApi: `${base}/data/v3/` },
    },
    "/oauth/token": { access_token: "t", expires_in: 1800, token_type: "bearer" },
    "/data/v3/ed-fi/students": [],
  };
}

interface ProxyOptions {
  /** "name:password" that it wants. */
  readonly pair?: string;
  /** Speaks https to those who use it. */
  readonly certificate?: Certificate;
}

/** A proxy that tunnels (CONNECT), and remembers what it was asked. */
export async function startProxy({ pair, certificate }: ProxyOptions = {}): Promise<Listening> {
  const seen: Seen[] = [];
  const server: Server =
    certificate === undefined
      ? createHttpServer()
      : createSecureServer({ cert: certificate.cert, key: certificate.key });
  const wanted = pair && `Basic ${Buffer.from(pair).toString("base64")}`;
  server.on("connect", ({ method = "", url = "", headers }, socket) => {
    seen.push({ method, path: url, headers });
    socket.on("error", () => undefined);
    if (wanted !== undefined && headers["proxy-authorization"] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="x"\r\n\r\n');
      return;
    }
    const [host, port] = url.split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    socket.on("close", () => onward.destroy());
  });
  return listen(server, seen);
}

export interface Relay extends Listening {
  /** Connections that were carried so far. */
  readonly carried: () => number;
  /** Cuts everything off, in the middle of whatever is under way, and listens no longer. */
  die(): void;
}

/** Carries every connection on to another port: one server with two addresses. */
export async function startRelay(to: string): Promise<Relay> {
  const { hostname, port } = new URL(to);
  const pairs = new Set<Socket>();
  let carried = 0;
  const server = createSocketServer((socket) => {
    carried += 1;
    const onward = connect(Number(port), hostname);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      pairs.add(one);
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
      one.pipe(other);
    }
  });
  const listening = await listen(server);
  return {
    ...listening,
    carried: () => carried,
    die() {
      server.close();
      for (const socket of pairs) socket.destroy();
    },
  };
}

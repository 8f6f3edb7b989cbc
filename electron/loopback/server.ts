import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../../shared/errors.ts";
import type { Transport } from "../../shared/rpc.ts";
import { securityHeaders } from "../csp.ts";
import { answerWith, type RendererFiles, readRendererFiles } from "../renderer-files.ts";
import { answerCall } from "./call.ts";
import { streamEvents } from "./events.ts";
import { type Door, refuse } from "./guard.ts";

export interface LoopbackHost {
  /** The address to open: its token becomes a session cookie and leaves the address bar. */
  readonly url: string;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** Absent or 0: any free port. */
  port?: number;
  rendererFolder: string;
}

interface Host {
  readonly core: Transport;
  readonly door: Door;
  readonly pages: RendererFiles;
}

/**
 * Serves the pages, calls (POST /call) and events (GET /events) to a browser on this machine only.
 *
 * @throws AppError "not-found" when the pages are not built, "conflict" when the port is taken
 */
export async function serveOnLoopback(core: Transport, options: LoopbackOptions): Promise<LoopbackHost> {
  const pages = readRendererFiles(options.rendererFolder);
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const door = createDoor(port);
  server.on("request", (request, response) => {
    answer({ core, door, pages }, request, response).catch(() => response.destroy());
  });
  return {
    url: `http://${door.here}/?token=${door.token}`,
    close: () => close(server),
  };
}

async function answer(host: Host, request: IncomingMessage, response: ServerResponse) {
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
  const { path, token } = target(request.url ?? "/");
  const refusal = refuse(host.door, request.headers, token);
  if (refusal) return say(response, refusal.status, refusal.sentence);
  if (token !== null) return startSession(response, host.door);

  const asked = `${request.method} ${path}`;
  if (asked === "POST /call") return answerCall(host.core, request, response);
  if (asked === "GET /events") return streamEvents(host.core, response);
  const file = request.method === "GET" ? host.pages.get(path) : undefined;
  if (!file) return say(response, 404, "There is nothing at this address.");
  const { headers, body } = answerWith(file);
  response.writeHead(200, headers).end(body);
}

/** The path as it was sent: decoding or joining dots could only make one address look like another. */
function target(url: string) {
  const [path = "/", query = ""] = url.split("?", 2);
  return { path, token: new URLSearchParams(query).get("token") };
}

function say(response: ServerResponse, status: number, sentence: string) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}

/** The redirect takes the token out of the address bar and the history. */
function startSession(response: ServerResponse, { cookieName, session }: Door) {
  response
    .writeHead(303, {
      location: "/",
      "set-cookie": `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    })
    .end();
}

function createDoor(port: number): Door {
  const secret = () => randomBytes(32).toString("base64url");
  // Browsers share cookies between the ports of a machine: the name keeps two Stewards apart.
  return {
    here: `127.0.0.1:${port}`,
    token: secret(),
    session: secret(),
    cookieName: `steward-session-${port}`,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  const listening = Promise.withResolvers<void>();
  server.once("error", (error) => listening.reject(listenRefusal(error, port)));
  server.listen(port, "127.0.0.1", listening.resolve);
  await listening.promise;
  return (server.address() as AddressInfo).port;
}

function listenRefusal(error: NodeJS.ErrnoException, port: number) {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return error;
  const sentence = `Port ${port} is taken or not allowed: choose another one, or none, and Steward finds a free one.`;
  return new AppError("conflict", sentence, undefined, error);
}

function close(server: Server) {
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

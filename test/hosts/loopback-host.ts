import { connect } from "node:net";
import { request } from "undici";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import { createFakeCore } from "./fake-core.ts";
import { makeRendererFolder, openSession } from "./transports.ts";

export const json = { "content-type": "application/json" };

export type OpenLoopback = Awaited<ReturnType<typeof openLoopback>>;

/** A loopback host over a fake core, its session opened, and ways to knock at it that browsers do not have. */
export async function openLoopback() {
  const core = createFakeCore();
  const pages = makeRendererFolder();
  const host = await serveOnLoopback(core, { rendererFolder: pages.folder });
  const { origin, cookie } = await openSession(host.url);
  return {
    core,
    pages,
    host,
    origin,
    cookie,
    post: async (body: string, headers: Record<string, string> = json) => {
      const answer = await request(`${origin}/call`, {
        method: "POST",
        headers: { cookie, ...headers },
        body,
      });
      return { status: answer.statusCode, body: await answer.body.text() };
    },
    rawGet: (path: string) =>
      raw(origin, [`GET ${path} HTTP/1.1`, `Host: ${new URL(origin).host}`, `Cookie: ${cookie}`]),
    raw: (lines: readonly string[]) => raw(origin, lines),
    close: async () => {
      await host.close();
      pages.remove();
    },
  };
}

/** As raw bytes: fetch and browsers would mend what they send. */
function raw(origin: string, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.end([...lines, "Connection: close", "", ""].join("\r\n"));
  });
}

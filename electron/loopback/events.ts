import type { ServerResponse } from "node:http";
import type { Transport } from "../../shared/rpc.ts";

/** Bytes that may wait for a page that does not read; beyond it the page is cut off, and asks anew when it is back. */
const backlogLimit = 1_000_000;
/** Milliseconds between signs of life: a dead connection is noticed, a sleeping laptop's is renewed. */
const heartbeat = 15_000;
/** Milliseconds after which a page that lost the stream asks for it again. */
const reconnectAfter = 1_000;

/** GET /events: the core's events as server-sent events, for as long as the page listens. */
export function streamEvents(core: Transport, response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  const write = (text: string) => {
    if (response.writableLength > backlogLimit) response.destroy();
    else response.write(text);
  };
  write(`retry: ${reconnectAfter}\n\n`);

  const stop = core.listen((event) => write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`));
  const beat = setInterval(() => write(": still here\n\n"), heartbeat);
  response.on("close", () => {
    clearInterval(beat);
    stop();
  });
}

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startPractice } from "../../electron/practice/practice.ts";
import { answer, readInput, untilInputEnds } from "./subject.ts";

/**
 * A practice API whose data API refuses every record: with one text, with a text of its own for each value, or with a
 * text of its own in each, as no server writes them but any may.
 */
const { texts } = readInput<{ texts: "one" | "values" | "words" }>();
const practice = await startPractice({ acceptOnly: true, server: "ods-7.1" });
const behind = new URL(practice.url);
let refused = 0;

const server = createServer((asked, response) => {
  if (asked.url?.startsWith("/data/")) refuse(asked, response);
  else passOn(asked, response);
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  answer({ url: `http://127.0.0.1:${port}`, key: practice.key, secret: practice.secret });
});
await untilInputEnds();
server.close();
server.closeAllConnections();
await practice.close();

function refuse(asked: IncomingMessage, response: ServerResponse) {
  asked.resume().on("end", () => {
    refused += 1;
    const body = JSON.stringify({
      detail: "Data validation failed. See 'validationErrors' for details.",
      type: "urn:ed-fi:api:bad-request:data-validation-failed",
      title: "Data Validation Failed",
      status: 400,
      correlationId: `bench-${refused}`,
      validationErrors: { "$.entryDate": [sentence(refused)] },
    });
    response.writeHead(400, { "content-type": "application/json; charset=utf-8" }).end(body);
  });
}

function sentence(number: number): string {
  if (texts === "one") return "The entry is outside of the calendar of the school.";
  if (texts === "values") return `The entry '${number}' is outside of the calendar of the school ${number}.`;
  return `The entry is outside of the calendar that ${word(number)} keeps for ${word(number * 7919)}.`;
}

/** Letters only: nothing that looks like a value. */
function word(number: number): string {
  const letters = [...number.toString(26)].map((digit) => 97 + Number.parseInt(digit, 26));
  return String.fromCharCode(...letters);
}

/** Discovery, metadata and tokens are the practice API's, under this server's address. */
function passOn(asked: IncomingMessage, response: ServerResponse) {
  const { method, url, headers } = asked;
  const passed = request(
    { host: behind.hostname, port: behind.port, method, path: url, headers },
    (given) => {
      response.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(response);
    },
  );
  asked.pipe(passed);
}

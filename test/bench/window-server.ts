import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startPractice } from "../../electron/practice/practice.ts";
import { isRefusedSchool } from "./records.ts";
import { answer, readInput, untilInputEnds } from "./subject.ts";

/**
 * A practice API that stores nothing. It refuses the schools whose records then wait, and now and then a record for one of
 * some reasons, as a day's submission has them.
 */
const { refusedEach, reasons, port } = readInput<{ refusedEach: number; reasons: number; port?: number }>();
const practice = await startPractice({ acceptOnly: true, server: "ods-7.1" });
const behind = new URL(practice.url);
const schools = /\/schools(\/|$)/;
let written = 0;

const server = createServer((asked, response) => {
  if (asked.method === "GET" || !asked.url?.startsWith("/data/")) passOn(asked, response);
  else if (schools.test(asked.url)) judgeSchool(asked, response);
  else write(asked, response);
});
server.listen(port ?? 0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer({ url, key: practice.key, secret: practice.secret });
});
await untilInputEnds();
server.close();
server.closeAllConnections();
await practice.close();

function write(asked: IncomingMessage, response: ServerResponse) {
  asked.resume().on("end", () => {
    written += 1;
    if (written % refusedEach === 0) refuse(response, memberOf((written / refusedEach) % reasons));
    else accept(asked, response);
  });
}

function judgeSchool(asked: IncomingMessage, response: ServerResponse) {
  let body = "";
  asked
    .setEncoding("utf8")
    .on("data", (part: string) => {
      body += part;
    })
    .on("end", () => {
      written += 1;
      const { schoolId } = JSON.parse(body) as { schoolId: number };
      if (isRefusedSchool(schoolId)) refuse(response, "nameOfInstitution");
      else accept(asked, response);
    });
}

function accept(asked: IncomingMessage, response: ServerResponse) {
  const location = `http://${asked.headers.host}${asked.url}/${written.toString(16).padStart(32, "0")}`;
  response.writeHead(201, { location, etag: `"${written}"` }).end();
}

function refuse(response: ServerResponse, member: string) {
  const body = JSON.stringify({
    detail: "Data validation failed. See 'validationErrors' for details.",
    type: "urn:ed-fi:api:bad-request:data-validation-failed",
    title: "Data Validation Failed",
    status: 400,
    correlationId: `bench-${written}`,
    validationErrors: { [`$.${member}`]: ["The value is outside of what the state's calendar allows."] },
  });
  response.writeHead(400, { "content-type": "application/json; charset=utf-8" }).end(body);
}

/** Names of members, of letters only: each makes a cause of its own. */
function memberOf(number: number): string {
  const letters = [...(number + 26).toString(26)].map((digit) => 97 + Number.parseInt(digit, 26));
  return `entry${String.fromCharCode(...letters)}Date`;
}

/** Discovery, metadata, tokens and reads are the practice API's, under this server's address. */
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

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startPractice } from "../../electron/practice/practice.ts";
import { isRefusedSchool } from "./records.ts";
import { answer, readInput, untilInputEnds } from "./subject.ts";

/** Every record: with one text, with a text of its own for each value, or with one in each, as no server writes them but any may. */
interface All {
  readonly texts: "one" | "values" | "words";
}
/** The schools whose records then wait, and now and then a record for one of some reasons, as a day's submission has them. */
interface Some {
  readonly refusedEach: number;
  readonly reasons: number;
}

/** A practice API that stores nothing, and refuses all or some of what it is sent. */
const input = readInput<(All | Some) & { readonly port?: number }>();
const practice = await startPractice({ acceptOnly: true, server: "ods-7.1" });
const behind = new URL(practice.url);
const schools = /\/schools(\/|$)/;
let written = 0;

/** The sentence by which the record of this body is refused, under the member that it is about; undefined: it is accepted. */
const judge = "texts" in input ? refuseAll(input) : refuseSome(input);
const server = createServer((asked, response) => {
  if (asked.method === "GET" || !asked.url?.startsWith("/data/")) passOn(asked, response);
  else write(asked, response);
});
server.listen(input.port ?? 0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer({ url, key: practice.key, secret: practice.secret });
});
await untilInputEnds();
server.close();
server.closeAllConnections();
await practice.close();

function write(asked: IncomingMessage, response: ServerResponse) {
  const isSchool = schools.test(asked.url ?? "");
  const parts: Buffer[] = [];
  asked.on("data", (part: Buffer) => {
    if (isSchool) parts.push(part);
  });
  asked.on("end", () => {
    written += 1;
    const refusal = judge(
      isSchool ? (JSON.parse(Buffer.concat(parts).toString()) as { schoolId: number }).schoolId : undefined,
    );
    if (refusal) refuse(response, refusal);
    else accept(asked, response);
  });
}

interface Refusal {
  readonly member: string;
  readonly sentence: string;
}
type Judge = (school: number | undefined) => Refusal | undefined;

function refuseAll({ texts }: All): Judge {
  const sentence = {
    one: () => "The entry is outside of the calendar of the school.",
    values: () => `The entry '${written}' is outside of the calendar of the school ${written}.`,
    // Letters only: nothing that looks like a value.
    words: () =>
      `The entry is outside of the calendar that ${letters(written)} keeps for ${letters(written * 7919)}.`,
  }[texts];
  return () => ({ member: "entryDate", sentence: sentence() });
}

function refuseSome({ refusedEach, reasons }: Some): Judge {
  const sentence = "The value is outside of what the state's calendar allows.";
  return (school) => {
    if (school !== undefined)
      return isRefusedSchool(school) ? { member: "nameOfInstitution", sentence } : undefined;
    if (written % refusedEach !== 0) return undefined;
    // Each member makes a cause of its own.
    return { member: `entry${letters(((written / refusedEach) % reasons) + 26)}Date`, sentence };
  };
}

function accept(asked: IncomingMessage, response: ServerResponse) {
  const location = `http://${asked.headers.host}${asked.url}/${written.toString(16).padStart(32, "0")}`;
  response.writeHead(201, { location, etag: `"${written}"` }).end();
}

function refuse(response: ServerResponse, { member, sentence }: Refusal) {
  const body = JSON.stringify({
    detail: "Data validation failed. See 'validationErrors' for details.",
    type: "urn:ed-fi:api:bad-request:data-validation-failed",
    title: "Data Validation Failed",
    status: 400,
    correlationId: `bench-${written}`,
    validationErrors: { [`$.${member}`]: [sentence] },
  });
  response.writeHead(400, { "content-type": "application/json; charset=utf-8" }).end(body);
}

/** A number in letters only. */
function letters(number: number): string {
  const codes = [...number.toString(26)].map((digit) => 97 + Number.parseInt(digit, 26));
  return String.fromCharCode(...codes);
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

import { request as secureRequest } from "node:https";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { type Certificate, makeCertificate } from "../core/api-certificate.ts";

const started: Practice[] = [];
/** Of a server on this machine, of a client, and of a client of another signer. */
let certificates: Readonly<Record<"authority" | "server" | "client" | "stranger", Certificate>>;

beforeAll(async () => {
  const authority = await makeCertificate("Practice Authority");
  certificates = {
    authority,
    server: await makeCertificate("Practice Server", {
      issuer: authority,
      names: ["127.0.0.1", "localhost"],
    }),
    client: await makeCertificate("Practice Client", { issuer: authority }),
    stranger: await makeCertificate("Stranger", { issuer: await makeCertificate("Another Authority") }),
  };
});

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

interface Secure {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface Sending {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly cert?: string;
  readonly key?: string;
}

function send(url: string, { body, method = "GET", ...sending }: Sending = {}): Promise<Secure> {
  return new Promise((resolve, reject) => {
    const request = secureRequest(url, { method, ca: certificates.authority.cert, agent: false, ...sending });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      );
    });
    request.end(body);
  });
}

const pairOf = ({ cert, key }: Certificate) => ({ cert, key });

async function start(options: Parameters<typeof startPractice>[0] = {}): Promise<Practice> {
  const practice = await startPractice({ tls: pairOf(certificates.server), ...options });
  started.push(practice);
  return practice;
}

async function tokenOf(practice: Practice, url: string): Promise<string> {
  const pair = Buffer.from(`${practice.key}:${practice.secret}`).toString("base64");
  const reply = await send(url, {
    method: "POST",
    headers: { authorization: `Basic ${pair}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  return (JSON.parse(reply.body) as { access_token: string }).access_token;
}

describe("a practice API with a certificate", () => {
  it.each([false, true])(
    "speaks https, and says so in all its URLs (accepting only: %s)",
    async (acceptOnly) => {
      const practice = await start({ acceptOnly });
      expect(practice.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const { urls } = JSON.parse((await send(practice.url)).body) as { urls: Record<string, string> };
      expect(Object.values(urls).every((url) => url.startsWith(`${practice.url}/`))).toBe(true);
      const token = await tokenOf(practice, urls.oauth ?? "");
      const created = await send(`${urls.dataManagementApi}ed-fi/students`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({
          studentUniqueId: "1",
          firstName: "A",
          lastSurname: "B",
          birthDate: "2010-01-13",
        }),
      });
      expect(created.status).toBe(201);
      expect(String(created.headers.location)).toContain(`${practice.url}/data/v3/ed-fi/students/`);
    },
  );

  it("is reached by the other name of the certificate too", async () => {
    const practice = await start();
    const url = practice.url.replace("127.0.0.1", "localhost");
    expect(JSON.parse((await send(url)).body).urls.oauth).toBe(`${url}/oauth/token`);
  });

  it("asks clients for a certificate of its signer when it should", async () => {
    const tls = { ...pairOf(certificates.server), ca: certificates.authority.cert, requestCert: true };
    const practice = await start({ tls });
    await expect(send(practice.url)).rejects.toThrow();
    await expect(send(practice.url, pairOf(certificates.stranger))).rejects.toThrow();
    expect((await send(practice.url, pairOf(certificates.client))).status).toBe(200);
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { testSteps } from "../../electron/core/api/probe.ts";
import type { ConnectionSettings, Credentials, TestStep } from "../../shared/domain/connection.ts";
import { lockedKey, makeCertificate } from "./api-certificate.ts";
import type { Listening } from "./api-secure-server.ts";
import { settingsFor } from "./api-stub-server.ts";

const folder = mkdtempSync(join(tmpdir(), "steward-api-secure-"));

export function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

export const pair = { key: "populatedKey", secret: "populatedSecret" };
export const root = await makeCertificate("Test district root");
export const authority = await makeCertificate("Test district authority", {
  issuer: root,
  isAuthority: true,
});
export const good = await makeCertificate("api.example.org", {
  issuer: authority,
  names: ["api.example.org", "127.0.0.1"],
});
const steward = await makeCertificate("steward", { issuer: root });
export const caFile = file("ca.pem", root.cert);
export const own = {
  caFile,
  clientCertFile: file("steward.pem", steward.cert),
  clientKeyFile: file("steward.key", lockedKey(steward, "open sesame")),
};
export const between = [authority];

/** The step test of a secure server to its end. */
export async function steps(
  server: Listening,
  more: Partial<ConnectionSettings> = {},
  credentials: Partial<Credentials> = {},
): Promise<TestStep[]> {
  const all: TestStep[] = [];
  const settings = settingsFor(`https://${server.host}`, { requestTimeout: 5000, ...more });
  for await (const step of testSteps(settings, { ...pair, ...credentials })) all.push(step);
  return all;
}

/** No header that any of them saw holds key, secret, token or a password. */
export function expectNothingSecret(...servers: readonly Listening[]) {
  for (const { seen } of servers) {
    for (const { headers } of seen) expect(headers).not.toHaveProperty("authorization");
  }
}

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateDistrict, mendDistrict } from "../../electron/practice/district/generate.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { setUp } from "./harness.ts";
import { foretold, toldCauses } from "./truth.ts";

const faults =
  "unmapped-descriptor=1,missing-parent=1,bad-date=1,duplicate-key=1,too-long=1,wrong-type=1,bad-line=1,missing-value=1,unknown-resource=1";

describe.each(ServerKind.options)("a district with one fault of each kind, on %s", (server) => {
  test("shows each fault as one cause and nothing else, holds what depends on it, and sends just that after the repair", async () => {
    const bench = await setUp({ server });
    const folder = join(bench.folder, "planted");
    const options = { students: 36, seed: 7, faults };
    const planted = await generateDistrict(folder, options);
    await bench.client.call("sources.add", { connection: "P", folder });

    const broken = await bench.push();
    const causes = await bench.client.call("causes.list", { connection: "P" });
    expect(toldCauses(causes)).toEqual(foretold(planted.faults));
    expect(broken).toMatchObject({ exitStatus: 1, waiting: 0, unknown: 0, left: 0 });

    await mendDistrict(folder, options);
    const mended = await bench.push();
    expect(mended).toMatchObject({ exitStatus: 0, failed: 0, blocked: 0, rejected: 0, causes: [] });
    expect(mended.requests).toBeLessThanOrEqual(
      planted.faults.reduce((sum, { affected }) => sum + affected, 0),
    );
    expect(mended.sent.unchanged).toBe(broken.sent.created + broken.sent.updated);
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
  });
});

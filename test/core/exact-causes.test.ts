import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generateDistrict, rightsIn } from "../../electron/practice/district/generate.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { ownFolder, setUp } from "./harness.ts";
import { compare, foretold, toldCauses } from "./truth.ts";

/** The acceptance test's own sizes, for a run by hand: STEWARD_FULL_SIZE=1, on some servers only with STEWARD_SERVERS. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const servers = ServerKind.options.filter(
  (server) => process.env.STEWARD_SERVERS?.split(",").includes(server) ?? true,
);

const show = (figures: object) => {
  if (full) console.log(JSON.stringify(figures));
};

/** Writes a district, sends it to a server that lacks the permissions that its truth says, and reads what a steward is told. */
async function send(server: ServerKind, options: { students: number; seed: number; faults: string }) {
  const folder = join(ownFolder(), "planted");
  const planted = await generateDistrict(folder, options);
  const bench = await setUp({ server, ...rightsIn(planted.faults) });
  await bench.client.call("sources.add", { connection: "P", folder });
  await bench.client.call("descriptors.pull", { connection: "P" });
  const { problems } = await bench.client.call("check.run", { connection: "P" });
  const result = await bench.push(full ? { concurrency: 32 } : {});
  const causes = await bench.client.call("causes.list", { connection: "P" });
  return { planted, problems, result, causes };
}

describe.each(servers)(
  "a district with a refused school, an unmapped code, a missing permission and 25 bad records, on %s",
  (server) => {
    const students = full ? 5000 : 26;
    const faults = full
      ? "refused-school=600,unmapped-code=7000,missing-permission=1,bad-record=25"
      : "refused-school=13,unmapped-code=30,missing-permission=1,bad-record=25";

    test("shows exactly 28 causes, each with the counts that the truth says, and nothing else", {
      timeout: full ? 3_600_000 : 60_000,
    }, async () => {
      const { planted, problems, result, causes } = await send(server, { students, seed: 1, faults });
      const { requests, seconds, failed, blocked, rejected } = result;
      const { records } = planted;
      show({ server, records, requests, seconds, failed, blocked, rejected, causes: causes.length });
      expect(causes).toHaveLength(28);
      expect(toldCauses(causes)).toEqual(foretold(planted.faults));
      // What the server has to be asked for no check finds.
      const foreseeable = planted.faults.filter(({ fault }) => fault !== "missing-permission");
      expect(toldCauses(problems)).toEqual(foretold(foreseeable));
      const affected = planted.faults.reduce((sum, fault) => sum + fault.affected, 0);
      expect(failed + blocked + rejected).toBe(affected);
      expect(result).toMatchObject({ state: "done", exitStatus: 1, waiting: 0, unknown: 0, left: 0 });
    });
  },
);

describe("districts with faults of all kinds", () => {
  const students = full ? 60 : 26;
  const faults = full
    ? "refused-school=12,unmapped-code=40,missing-permission=1,unmapped-descriptor=5,missing-parent=3,bad-date=4,duplicate-key=2,too-long=4,wrong-type=4,bad-line=5,missing-value=4,unknown-resource=2"
    : "refused-school=7,unmapped-code=25,missing-permission=1,unmapped-descriptor=2,missing-parent=2,bad-date=2,duplicate-key=1,too-long=2,wrong-type=1,bad-line=2,missing-value=2,unknown-resource=1";
  const seeds = full
    ? Array.from({ length: 50 }, (_, index) => index + 1).flatMap((seed) =>
        servers.map((server) => ({ seed, server })),
      )
    : [
        { seed: 21, server: "ods-6.2" as const },
        { seed: 22, server: "dms" as const },
      ];
  const sum = { told: 0, foretold: 0, both: 0 };
  afterAll(() => {
    show({ ...sum, precision: sum.both / sum.told, recall: sum.both / sum.foretold });
  });

  test.each(seeds)(
    "have just the causes of their truth, with its counts (seed $seed, on $server)",
    async ({ seed, server }) => {
      const { planted, causes } = await send(server, { students, seed, faults });
      const found = compare(toldCauses(causes), foretold(planted.faults));
      for (const key of ["told", "foretold", "both"] as const) sum[key] += found[key];
      expect(toldCauses(causes)).toEqual(foretold(planted.faults));
    },
  );
});

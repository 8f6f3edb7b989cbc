import { packReview, readReview } from "../../electron/core/journal/bundle.ts";
import { entriesOf } from "../../electron/core/journal/lines.ts";
import type { Review } from "../../shared/domain/journal.ts";
import type { AppError } from "../../shared/errors.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { line } from "./sync-world.ts";

/** The answer to what a review file holds, by the core's own reader. */
async function readsReview({ content }: { content: string }): Promise<Reply> {
  try {
    return { ok: true, value: await readReview(Buffer.from(content, "base64")) };
  } catch (error) {
    const { code, message } = error as AppError;
    return { ok: false, error: { code, message } };
  }
}

/** A world that can read review files, too. */
export function withReviews<World extends Transport>(world: World): World {
  const call: Transport["call"] = (name, input) =>
    name === "journal.review" ? readsReview(input as { content: string }) : world.call(name, input);
  return { ...world, call };
}

function lastRunOf({ journal }: Review) {
  const [run] = journal;
  if (run?.kind !== "run") throw new Error("The journal begins with a run.");
  return run;
}

/** The file of the test of the command line, with what the key reaches. */
const twoConnections: Review = {
  ...review,
  entries: entriesOf(review.causes),
  causes: review.causes.flatMap((cause) => [
    cause,
    { ...cause, id: "check-1", title: "grades: gradeEarned is missing", found: "before sending" as const },
  ]),
  manifest: {
    ...review.manifest,
    connections: review.manifest.connections.flatMap((one) => [
      {
        ...one,
        resources: [line("grades", "daily", { sent: 12, failed: 2, blocked: 5 })],
        lastRun: lastRunOf(review),
        claimSet: "SIS Vendor",
        permissions: [{ resource: "/ed-fi/grades", operations: ["Read"] }],
        key: {
          at: review.manifest.madeAt,
          namespacePrefixes: ["uri://ed-fi.org"],
          organizations: [{ id: "255901", type: "LocalEducationAgency" }],
          profiles: [],
          gaps: [
            {
              resource: "/ed-fi/grades",
              missing: ["Create", "Update"],
              records: 27_000,
              sentence: "You send grades, but this key may not create or update them.",
            },
          ],
        },
      },
      { ...one, id: "two", name: "Local hub", causes: 0, resources: [] },
    ]),
  },
};

/** The same as a file, as the field for review files takes it. */
export const reviewFile = async (given: Review = twoConnections) => ({
  name: "review.jsonl.gz",
  mimeType: "application/gzip",
  buffer: await packReview(given),
});

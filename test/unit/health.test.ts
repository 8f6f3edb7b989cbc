import { expect, it } from "vitest";
import { healthOf } from "../../renderer/health.ts";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { defaultWorld } from "../hosts/fake-world.ts";

function status(change: Partial<ConnectionStatus> = {}): ConnectionStatus {
  const [, practice] = defaultWorld().statuses;
  if (!practice) throw new Error("The world has two connections.");
  return { ...practice, ...change };
}

const counting = (counts: object): ConnectionStatus["resources"] =>
  status().resources.map((resource) => ({ ...resource, counts: { ...resource.counts, ...counts } }));

it("the most pressing thing is said: closed, sending, causes, to send, never sent, in step", () => {
  const causes = { causes: 3, resources: counting({ new: 5 }) };
  const { lastRun: _, ...neverSent } = status();
  const closed = { ...status().connection, closedAt: "2026-11-22T07:30:00.000Z" };
  expect(healthOf(status({ ...causes, connection: closed }), true).kind).toBe("closed");
  expect(healthOf(status(causes), true).kind).toBe("sending");
  expect(healthOf(status(causes), false)).toEqual({
    kind: "needs-you",
    words: "In step except for 3 causes",
  });
  expect(
    healthOf(status({ resources: counting({ new: 5, changed: 2, "delete-pending": 1 }) }), false),
  ).toEqual({
    kind: "to-send",
    words: "7 records to send",
  });
  expect(healthOf(neverSent, false).kind).toBe("unsent");
  expect(healthOf(status(), false).kind).toBe("in-step");
});

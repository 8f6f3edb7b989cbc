import { defaultWorld } from "../hosts/fake-world.ts";
import type { Answers } from "./connection-answers.ts";

export const changedElsewhere = "Schools were changed on the server by somebody else";

/** A cause with two schools; the first has been changed, the second waits behind it. */
export function choiceAnswers(more: Answers = {}): Answers {
  const [some] = Object.values(defaultWorld().causes).flat();
  const line = (id: string, state: string) => ({
    id,
    resource: "/ed-fi/schools",
    state,
    label: `invented key ${id}`,
    source: { file: "schools.jsonl", line: Number(id) },
    status: 412,
  });
  const cause = {
    ...some,
    connection: "c-state",
    id: "cause-others",
    kind: "changed-elsewhere",
    topic: "changed-elsewhere",
    title: changedElsewhere,
    who: "your choice",
    resources: ["/ed-fi/schools"],
    records: 1,
    held: 1,
    releases: 2,
    status: 412,
  };
  return {
    "causes.list": () => [cause],
    "causes.show": () => ({ ...cause, history: [], trend: [] }),
    "causes.records": () => [line("1", "failed"), line("2", "blocked")],
    "records.theirs": () => ({
      state: "changed",
      version: "v-7",
      changedAt: "2026-11-20T10:00:00.000Z",
      theirs: {},
      ours: {},
      differences: [
        { path: "$.addresses[1]", theirs: { city: "Grand Bend", postalCode: "78834" } },
        { path: "$.nameOfInstitution", ours: "Invented School", theirs: "Invented High School" },
        { path: "$.webSite", ours: "https://school.example.org" },
      ],
    }),
    ...more,
  };
}

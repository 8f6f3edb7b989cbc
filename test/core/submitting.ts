import type { AppEvent } from "../../shared/contract.ts";
import type { Run } from "../../shared/domain/run.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import type { Bench } from "./harness.ts";

/** Waits for an event that fits. */
function heard({ client }: Bench, fits: (event: AppEvent) => boolean): Promise<AppEvent> {
  return new Promise((resolve) => {
    const stop = client.listen((event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
}
export const accepted = (bench: Bench, count: number) =>
  heard(bench, ({ name, data }) => name === "run.progress" && data.accepted >= count);
export const ended = (bench: Bench, state: Submission["state"]) =>
  heard(bench, ({ name, data }) => name === "submission.changed" && data.state === state);

export const start = ({ client }: Bench, request: object = {}): Promise<Run> =>
  client.call("push.start", { connection: "P", ...request });
export const submissions = ({ client }: Bench) => client.call("submissions.list", { connection: "P" });

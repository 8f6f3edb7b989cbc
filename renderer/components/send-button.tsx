import { Button } from "@mantine/core";
import type { Connection } from "../../shared/domain/connection.ts";
import { linkTo, places } from "../routes.ts";
import { useStatus } from "../scope.ts";
import { runningOf } from "../state.ts";
import { useShown, useSteward } from "../steward.ts";
import { useAction } from "../use-action.ts";
import { Refusal } from "./refusal.tsx";

/**
 * Send now, or cancel what is being sent: one button in one place, so that the keyboard's focus stays where it is when a
 * push begins and ends. A new connection is led to its first sync. `quiet`: one of many in a list.
 */
export function SendButton({ connection, quiet = false }: { connection: Connection; quiet?: boolean }) {
  const { client, refresh, review } = useSteward();
  const run = useShown((state) => runningOf(state, connection.id)?.run);
  const { busy, refusal, act } = useAction();
  const press = async () => {
    if (busy) return;
    const done = await act(() =>
      run === undefined
        ? client.call("push.start", { connection: connection.id })
        : client.call("push.cancel", { run }),
    );
    if (!done) void refresh();
  };
  const isFirst = useStatus(connection.id)?.firstSync === true;
  if (connection.closedAt !== undefined || review) return null;
  if (isFirst && run === undefined) {
    return (
      <Button
        component="a"
        href={linkTo(places.sync(connection.id))}
        variant={quiet ? "default" : "filled"}
        aria-label={`First sync of ${connection.name}`}
      >
        First sync
      </Button>
    );
  }
  return (
    <>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <Button
        variant={run === undefined && !quiet ? "filled" : "default"}
        aria-disabled={busy}
        aria-label={`${run === undefined ? "Send now to" : "Cancel sending to"} ${connection.name}`}
        onClick={press}
      >
        {run === undefined ? "Send now" : "Cancel"}
      </Button>
    </>
  );
}

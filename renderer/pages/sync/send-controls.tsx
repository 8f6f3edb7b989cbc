import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import type { ConnectionStatus } from "../../../shared/contract.ts";
import { Refusal } from "../../components/refusal.tsx";
import { ResyncButton } from "../../resync/resync-button.tsx";
import { emptyResync } from "../../resync-draft.ts";
import { runningOf } from "../../state.ts";
import { useShown, useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

interface SendControlsProps {
  status: ConnectionStatus;
  /** By stages for now: nothing sends everything at once. */
  isFirst: boolean;
}

/** All changes, everything, a part; and the brake. */
export function SendControls({ status, isFirst }: SendControlsProps) {
  const { connection, pausedAt } = status;
  const { client, refresh } = useSteward();
  const isRunning = useShown((state) => runningOf(state, connection.id) !== undefined);
  const { busy, refusal, act } = useAction();
  const isPaused = pausedAt !== undefined;
  const press = async (deed: () => Promise<string>) => {
    if (busy) return;
    await act(async () => notifications.show({ message: `${connection.name}: ${await deed()}` }));
    void refresh();
  };
  const send = () =>
    press(async () => {
      const run = await client.call("push.start", { connection: connection.id });
      return run.state === "queued" ? "It waits for its turn." : "Sending has started.";
    });
  const pause = () =>
    press(async () => {
      await client.call(isPaused ? "schedule.resume" : "schedule.pause", { connection: connection.id });
      return isPaused ? "Sending is resumed." : "Sending is paused.";
    });
  return (
    <div className="send-controls">
      <div className="buttons">
        {!isFirst && (
          <>
            <Button
              variant={isRunning ? "default" : "filled"}
              aria-disabled={busy || isPaused}
              onClick={() => !isPaused && send()}
            >
              All changes
            </Button>
            <ResyncButton
              connection={connection}
              draft={{ ...emptyResync, force: true }}
              words="Everything again…"
            />
          </>
        )}
        <ResyncButton connection={connection} draft={emptyResync} words="This selection…" />
        <Button
          aria-disabled={busy}
          leftSection={
            isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          onClick={pause}
          title={
            isPaused
              ? "What was ended by the pause goes on first."
              : `Nothing is sent until it is resumed${isRunning ? "; what runs is ended, and goes on then" : ""}.`
          }
        >
          {isPaused ? "Resume" : "Pause"}
        </Button>
      </div>
      {refusal !== undefined && <Refusal sentence={refusal} />}
    </div>
  );
}

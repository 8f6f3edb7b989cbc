import { Checkbox } from "@mantine/core";
import type { WindowChoices } from "../../../shared/window.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

/** What Steward's window does beside showing pages. Each choice counts at once. */
export function WindowSection() {
  const { client } = useSteward();
  const { value, failure, askAgain } = useAnswer("window.show", {}, ["window"]);
  const { refusal, act } = useAction();
  const choose = (choice: Partial<WindowChoices>) =>
    act(async () => {
      await client.call("window.set", choice);
      await askAgain();
    });
  return (
    <section className="block-of" aria-labelledby="window-title">
      <h2 id="window-title">This window</h2>
      {value ? (
        <div className="form">
          <Checkbox
            label="Keep sending when the window is closed"
            description={
              value.tray
                ? "While a connection has a schedule, or something is being sent, closing the window only hides it. Steward's icon beside the clock opens it again, and ends it."
                : "This desktop has no place for Steward's icon beside the clock: closing the window ends Steward, and batches go out again when it is open."
            }
            checked={value.tray && value.choices.keepSending}
            disabled={!value.tray}
            onChange={({ currentTarget }) => choose({ keepSending: currentTarget.checked })}
          />
          <Checkbox
            label="Keep the computer awake while something is sent"
            description="It does not fall asleep by itself then. When you send it to sleep, sending pauses, and goes on when it is awake."
            checked={value.choices.keepAwake}
            onChange={({ currentTarget }) => choose({ keepAwake: currentTarget.checked })}
          />
          <Checkbox
            label="Start Steward when I sign in to this computer"
            description={
              value.canStartAtLogin
                ? "It starts without its window, and keeps the schedules. Its icon beside the clock opens it."
                : "Where Steward is installed it can be started so. This one runs from a folder."
            }
            checked={value.choices.startAtLogin}
            disabled={!value.canStartAtLogin}
            onChange={({ currentTarget }) => choose({ startAtLogin: currentTarget.checked })}
          />
          {refusal !== undefined && <Refusal sentence={refusal} />}
        </div>
      ) : failure === undefined ? (
        <PageSkeleton label="Loading the window's settings" lines={3} />
      ) : (
        <Failure sentence={failure} retry={askAgain} />
      )}
    </section>
  );
}

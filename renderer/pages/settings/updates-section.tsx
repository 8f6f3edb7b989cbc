import { Button } from "@mantine/core";
import { useAnswer } from "../../ask.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSteward } from "../../steward.ts";
import { updateWords } from "../../update-words.ts";
import { useAction } from "../../use-action.ts";

/** Whether there is a newer Steward, and the button that takes it. */
export function UpdatesSection() {
  const { client } = useSteward();
  const { value, askAgain } = useAnswer("window.show", {}, ["window"]);
  const { busy, refusal, act } = useAction();
  if (!value) return null;
  const { updates } = value;
  const mayAsk = ["unasked", "newest", "failed"].includes(updates.kind);
  const look = () =>
    act(async () => {
      await client.call("window.checkUpdates", {});
      await askAgain();
    });
  return (
    <section className="block-of" aria-labelledby="updates-title">
      <h2 id="updates-title">Updates</h2>
      <p role="status">{updateWords(updates)}</p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {mayAsk && (
          <Button aria-disabled={busy} onClick={() => !busy && look()}>
            Look now
          </Button>
        )}
        {updates.kind === "ready" && (
          <Button
            variant="filled"
            aria-disabled={busy}
            onClick={() => !busy && act(() => client.call("window.restartToUpdate", {}))}
          >
            Restart to update
          </Button>
        )}
      </div>
    </section>
  );
}

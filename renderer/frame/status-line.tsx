import { useStore } from "zustand";
import { markedName } from "../../shared/domain/practice-facts.ts";
import { clockTime, count, progressWords, spokenProgress, timeLeft } from "../format.ts";
import { type Running, runningOf, type State } from "../state.ts";
import { useSteward } from "../steward.ts";

interface NamedRunning extends Running {
  readonly name: string;
}

/** One line that is always true, and its quieter twin for screen readers. A review says what goes on beneath it. */
export function StatusLine() {
  const { store, review } = useSteward();
  const state = useStore(review?.beneath.store ?? store);
  const running = allRunning(state);
  return (
    <footer className="status-line">
      <div aria-hidden="true">
        {review && <span>This computer:</span>}
        {running.length === 0 && <span>{state.statuses ? "Nothing is being sent" : ""}</span>}
        {running.map((each) => (
          <span key={each.run}>{lineOf(each)}</span>
        ))}
      </div>
      <p className="hidden" role="status">
        {running.map(({ name, progress }) => spokenProgress(name, progress)).join(" ")}
      </p>
    </footer>
  );
}

function allRunning(state: State): NamedRunning[] {
  return (state.statuses ?? []).flatMap(({ connection }) => {
    const running = runningOf(state, connection.id);
    return running ? [{ ...running, name: markedName(connection) }] : [];
  });
}

function lineOf({ name, progress }: NamedRunning) {
  if (progress?.downSince !== undefined) return `◌ ${name}: API down since ${clockTime(progress.downSince)}`;
  const said = `● ${name}: ${progressWords(progress)}`;
  if (progress?.phase !== "sending") return said;
  const left = progress.secondsLeft === undefined ? "" : ` · ${timeLeft(progress.secondsLeft)}`;
  return `${said} · ${count(Math.round(progress.perSecond))}/s${left}`;
}

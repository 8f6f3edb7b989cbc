import type { ConnectionStatus } from "../../shared/contract.ts";
import { type Health, healthOf } from "../health.ts";
import { runningOf } from "../state.ts";
import { useShown } from "../steward.ts";

const icons: Readonly<Record<Health["kind"], string>> = {
  closed: "‖",
  sending: "●",
  "needs-you": "▲",
  "to-send": "○",
  "in-step": "●",
  unsent: "○",
};

/** How a connection stands: icon and words, the colour only underlines them. */
export function HealthWords({ status }: { status: ConnectionStatus }) {
  const sending = useShown((state) => runningOf(state, status.connection.id) !== undefined);
  const { kind, words } = healthOf(status, sending);
  return (
    <p className={`health health-${kind}`}>
      <span aria-hidden="true">{icons[kind]} </span>
      {words}
    </p>
  );
}

import type { Connection } from "../shared/domain/connection.ts";
import { withSuggestion } from "../shared/domain/suggestion.ts";
import type { Suggestion } from "./components/test-steps.tsx";
import { type Answered, useSteward } from "./steward.ts";

/** Stores what a step of the test suggests, because the person said so; it is tested first. */
export function useSuggestion(): (
  connection: Connection,
  suggestion: Suggestion,
) => Promise<Answered<"connections.update">> {
  const { client, refresh } = useSteward();
  return async ({ id, settings }, suggestion) => {
    const told = await client.call("connections.update", {
      connection: id,
      settings: withSuggestion(settings, suggestion),
    });
    void refresh();
    return told;
  };
}

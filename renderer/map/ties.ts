import type { MapGraph } from "./graph.ts";

/** How a node stands to the one that is looked at. */
export type Tie = "plain" | "self" | "before" | "behind" | "apart";

export function tieTo(id: string, lit: string, { ancestors, descendants }: MapGraph): Tie {
  if (id === lit) return "self";
  if (ancestors.get(lit)?.has(id)) return "before";
  return descendants.get(lit)?.has(id) ? "behind" : "apart";
}

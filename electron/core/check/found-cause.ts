import type { CauseDraft } from "../causes/causes-store.ts";
import type { Classification } from "../causes/classify.ts";
import type { Finding, Rule } from "../causes/findings.ts";
import { fingerprint } from "../causes/fingerprint.ts";
import type { ModelNames } from "../causes/model-names.ts";
import type { ServerWays } from "./server-ways.ts";

interface About {
  readonly resource: string;
  readonly names: ModelNames;
  readonly ways: ServerWays;
}

/** The cause under which the server's refusal for these findings would be filed. Pure. */
export function foundCause({ resource, names, ways }: About, findings: readonly Finding[]): CauseDraft {
  const shown = ways.namesOnly ? findings.map((finding) => asNamed(finding, names)) : findings;
  const classification: Classification = {
    retry: "none",
    kind: "validation",
    who: "source data",
    members: [...new Set(shown.flatMap(({ path }) => path ?? []))].sort(),
    findings: shown,
  };
  const { status: _, ...cause } = fingerprint(
    { resource, names },
    { status: 400, form: "problem", messages: [] },
    classification,
  );
  return { ...cause, resource };
}

/** Older servers tell a member's name without its place; of values that cannot be read, and of a reference's parts, both. */
function asNamed(finding: Finding, names: ModelNames): Finding {
  if (placed.has(finding.rule)) return finding;
  const steps = finding.path?.split(".") ?? [];
  if (steps.at(-2)?.endsWith("Reference")) return finding;
  const path = names.member((steps.at(-1) ?? "").replace("[]", ""));
  return path === undefined ? finding : { ...finding, path };
}

const placed: ReadonlySet<Rule> = new Set(["type", "format", "date"]);

import type { Outdated } from "./check.ts";

const changes: Readonly<Record<Outdated, string>> = {
  push: "records were sent",
  files: "your files changed",
  mapping: "mappings changed",
  profile: "what is sent was changed",
  server: "the server's resources or values were read anew",
};

/** Why a check says nothing certain any more, in a sentence. Pure; without schemas, for the pages. */
export function outdatedWords(outdated: readonly Outdated[]): string {
  const found = [...outdated].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const said = found.map((one) => changes[one]);
  const last = said.pop();
  const all = said.length === 0 ? last : `${said.join(", ")} and ${last}`;
  return `Since then ${all}: check again to know where you stand.`;
}
const order = Object.keys(changes);

import { topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { CauseKind } from "../../../shared/domain/cause.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";

const gated: ReadonlySet<Topic> = new Set<Topic>([
  "missing-parent.files",
  "descriptor.unmapped",
  "waiting.switched-off",
  "waiting.other-school",
  "waiting.association",
  "identity.folders",
  "key-change",
]);

/** Something else than refused records holds what waits by it: a code without mapping, a parent that is in no file. */
export const isGated = ({
  kind,
  topic,
}: {
  readonly kind: CauseKind;
  readonly topic?: Topic | null | undefined;
}): boolean => kind === "not-deleted" || gated.has(topic ?? topicOfKind(kind));

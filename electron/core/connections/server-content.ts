import { projectKey } from "../../../shared/domain/profile.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import type { Model } from "../model/types.ts";
import { extensionParts } from "../profile/profile-view.ts";
import type { ServerContent } from "./baselines-store.ts";

/** What a connection's server has, as it was last read: of descriptors those types whose values it shows to the key. */
export function contentOf(
  descriptors: Pick<DescriptorsStore, "types" | "values">,
  connection: number,
  model: Model | undefined,
): ServerContent {
  const shown = descriptors.types(connection).filter(({ readable, values }) => readable && values > 0);
  return {
    resources: model?.resources.map(({ path }) => path) ?? [],
    extensions: model ? extensionsOf(model) : [],
    descriptors: shown.map(({ type }) => ({ type, values: descriptors.values(connection, type) })),
  };
}

/** Projects with resources, or with parts in others' resources; each once, as paths spell it where it has a path. */
function extensionsOf({ resources }: Model): string[] {
  const names = [...resources.map(({ project }) => project), ...resources.flatMap(extensionParts)];
  const found = new Map<string, string>();
  for (const name of names) {
    const key = projectKey(name);
    if (key !== "edfi" && !found.has(key)) found.set(key, name);
  }
  return [...found.values()].sort();
}

import { objectMember, openDocument } from "../model/document.ts";
import { readDrafts } from "../model/draft.ts";
import type { Member, Model } from "../model/types.ts";
import type { ApiProfileContent } from "./api-profiles-store.ts";

/**
 * Reads the OpenAPI document of an API Profile (protocol sections 3.1 and 9) against the model of the whole server: which
 * resources it covers, and which members it hides in them. Resources that the model does not know are left out.
 * Throws AppError("unusable") for what is no OpenAPI document.
 */
export function readApiProfile(document: unknown, model: Model): ApiProfileContent {
  const opened = openDocument(document);
  const known = new Map(model.resources.map((resource) => [resource.path.toLowerCase(), resource]));
  const paths = objectMember(opened.root, "paths");
  return {
    resources: readDrafts(opened).flatMap(({ endpoint, shape }) => {
      const resource = known.get(endpoint.path.toLowerCase());
      if (!resource) return [];
      return [
        {
          resource: resource.path,
          entity: resource.entity.toLowerCase(),
          writable: objectMember(objectMember(paths, endpoint.path), "post") !== undefined,
          hidden: hiddenIn(resource.members, shape.members),
        },
      ];
    }),
  };
}

/** The outermost members that are missing: nothing is said of what lies inside them. */
function hiddenIn(members: readonly Member[], shown: readonly Member[], above = ""): string[] {
  return members.flatMap((member) => {
    const counterpart = shown.find(({ name }) => name === member.name);
    if (!counterpart) return [`${above}${member.name}`];
    return hiddenIn(inside(member), inside(counterpart), `${above}${member.name}.`);
  });
}

function inside(member: Member): readonly Member[] {
  if (member.kind === "scalar") return [];
  return member.kind === "object" ? member.members : member.item;
}

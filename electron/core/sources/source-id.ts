import type { Resource } from "../model/types.ts";

/** What tells a record apart in its source, and the body that is left for servers. */
interface Identified {
  /** Undefined where the line does not state it. */
  readonly id: string | undefined;
  readonly rest: object;
}

/**
 * Compiles, for one resource, what reads the member that tells its records apart in their source, whatever their natural
 * key. A member that the server's model does not have is taken out: it is nobody's but the source's. Pure.
 */
export function compileSourceId(resource: Resource, member: string): (body: object) => Identified {
  const isModelled = resource.members.some(({ name }) => name === member);
  return (body) => {
    if (!Object.hasOwn(body, member)) return { id: undefined, rest: body };
    const { [member]: value, ...others } = body as Record<string, unknown>;
    const isScalar = typeof value === "string" || typeof value === "number";
    // As text: a source that begins to write its numbers as strings has the same records.
    return {
      id: isScalar ? String(value).trim() : undefined,
      rest: isModelled ? body : others,
    };
  };
}

import type { Resource, Shape } from "./model.ts";
import { mediaTypeOf } from "./profile-gate.ts";
import type { Profile, Usage, View } from "./profiles.ts";
import { type Json, record } from "./schemas.ts";

/** The OpenAPI document of a profile: its resources, verbs and members only (protocol sections 3.1 and 9). */
export function profileDocument(documents: readonly object[], profile: Profile): object {
  const found = documents.map((document) => new Cutting(document as Json, profile).cut());
  const [first, ...others] = found;
  return others.reduce(joined, first ?? {});
}

function joined(one: Json, other: Json): Json {
  const paths = { ...record(one.paths), ...record(other.paths) };
  const definitions = { ...record(one.definitions), ...record(other.definitions) };
  if ("swagger" in one) return { ...one, paths, definitions };
  const [left, right] = [record(one.components), record(other.components)];
  const schemas = { ...record(left.schemas), ...record(right.schemas) };
  return { ...one, paths, components: { ...left, schemas } };
}

/** A resource that a profile speaks of. */
interface Covered {
  readonly resource: Resource;
  readonly uses: Readonly<Partial<Record<Usage, View>>>;
  /** Points to the schema of its bodies. */
  readonly body: Json;
}

/** Members that a server writes itself. */
const serverOwned = new Set(["id", "_etag", "_lastModifiedDate"]);

/** One document, cut to one profile. */
class Cutting {
  readonly #document: Json;
  readonly #profile: Profile;
  readonly #all: Json;
  readonly #kept = new Map<string, Json>();

  constructor(document: Json, profile: Profile) {
    this.#document = document;
    this.#profile = profile;
    this.#all = record(record(document.components).schemas ?? document.definitions);
  }

  cut(): Json {
    const paths: Record<string, Json> = {};
    const all = record(this.#document.paths);
    for (const [resource, uses] of this.#profile.views) {
      for (const path of [resource.path, `${resource.path}/{id}`]) {
        const verbs = record(all[path]);
        const body = bodyPointer(record(record(all[resource.path]).post));
        if (all[path] !== undefined) paths[path] = this.#verbs({ resource, uses, body }, verbs);
      }
    }
    const schemas = Object.fromEntries(this.#kept);
    if ("swagger" in this.#document) return { ...this.#document, paths, definitions: schemas };
    return { ...this.#document, paths, components: { ...record(this.#document.components), schemas } };
  }

  /** Reading and writing as far as the profile goes; it has no say in deletions. */
  #verbs({ resource, uses, body }: Covered, item: Json): Json {
    const kept: Record<string, unknown> = {};
    for (const [verb, value] of Object.entries(item)) {
      const usage = verb === "get" ? "readable" : "writable";
      const type = mediaTypeOf(resource, this.#profile.name, usage);
      const view = uses[usage];
      const operation = record(value);
      if (verb === "delete") kept[verb] = operation;
      else if (view !== undefined && usage === "writable") kept[verb] = this.#writing(operation, type, view);
      else if (view !== undefined) {
        const one = this.#pointer(body, view.shape, "readable");
        const schema = "post" in item ? { type: "array", items: one } : one;
        kept[verb] = this.#reading(operation, type, schema);
      }
    }
    return kept;
  }

  #reading(operation: Json, type: string, schema: Json): Json {
    const answer = { ...record(record(operation.responses)["200"]) };
    const whole = "swagger" in this.#document ? { schema } : { content: { [type]: { schema } } };
    const responses = { ...record(operation.responses), "200": { ...answer, ...whole } };
    return { ...operation, ...("swagger" in this.#document && { produces: [type] }), responses };
  }

  #writing(operation: Json, type: string, view: View): Json {
    const body = record(operation.requestBody);
    const media = record(Object.values(record(body.content))[0]);
    if (media.schema !== undefined) {
      const schema = this.#pointer(record(media.schema), view.shape, "writable");
      return { ...operation, requestBody: { ...body, content: { [type]: { schema } } } };
    }
    const parameters = (Array.isArray(operation.parameters) ? operation.parameters : []).map(record);
    const cut = parameters.map((one) =>
      one.in === "body" ? { ...one, schema: this.#pointer(record(one.schema), view.shape, "writable") } : one,
    );
    return { ...operation, consumes: [type], parameters: cut };
  }

  /** The same pointer to a schema that has the profile's members only. */
  #pointer(schema: Json, shape: Shape, usage: Usage): Json {
    const target = String(schema.$ref);
    const at = target.lastIndexOf("/") + 1;
    return { ...schema, $ref: `${target.slice(0, at)}${this.#schema(target.slice(at), shape, usage)}` };
  }

  #schema(name: string, shape: Shape, usage: Usage): string {
    const cutName = `${name}_${usage}`;
    if (this.#kept.has(cutName)) return cutName;
    const schema = record(this.#all[name]);
    this.#kept.set(cutName, schema);
    const properties = Object.entries(record(schema.properties)).flatMap(([member, property]) => {
      const left = this.#property(shape, member, record(property), usage);
      return left === undefined ? [] : [[member, left] as const];
    });
    const names = new Set(properties.map(([member]) => member));
    const required = Array.isArray(schema.required) ? schema.required.filter((one) => names.has(one)) : [];
    this.#kept.set(cutName, {
      ...schema,
      ...(required.length > 0 ? { required } : { required: undefined }),
      properties: Object.fromEntries(properties),
    });
    return cutName;
  }

  #property(shape: Shape, name: string, property: Json, usage: Usage): Json | undefined {
    const member = shape.byName.get(name);
    if (member === undefined) return serverOwned.has(name) ? property : undefined;
    if (member.kind === "object") return this.#pointer(property, member.shape, usage);
    if (member.kind === "collection") {
      return { ...property, items: this.#pointer(record(property.items), member.shape, usage) };
    }
    if (member.kind === "reference") this.#keep(String(property.$ref));
    return property;
  }

  /** A schema that no profile changes, with what it points to. */
  #keep(pointer: string): void {
    const name = pointer.slice(pointer.lastIndexOf("/") + 1);
    if (this.#kept.has(name)) return;
    const schema = record(this.#all[name]);
    this.#kept.set(name, schema);
    for (const property of Object.values(record(schema.properties))) {
      const inner = record(property).$ref;
      if (typeof inner === "string") this.#keep(inner);
    }
  }
}

/** The pointer to the schema of a body. */
function bodyPointer(post: Json): Json {
  const media = record(Object.values(record(record(post.requestBody).content))[0]);
  const parameters = (Array.isArray(post.parameters) ? post.parameters : []).map(record);
  return record(media.schema ?? parameters.find((one) => one.in === "body")?.schema);
}

import type { Resource } from "./model.ts";
import type { Problem } from "./problems.ts";
import type { Profile, Usage, View } from "./profiles.ts";

/** The view that a request has; absent: the whole resource. */
export interface Chosen {
  readonly view?: View;
  /** The media type that the request named, and that its answer has. */
  readonly mediaType?: string;
}

/** What an answer with a body says of itself. */
export function contentTypeOf({ mediaType = "application/json" }: Chosen): string {
  return `${mediaType}; charset=utf-8`;
}

export interface GateOptions {
  /** All profiles of the server, by lower-case name. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Names of those that are assigned to the key. */
  readonly assigned: readonly string[];
  /** One assigned profile counts even if the request does not name it: since 6.0. */
  readonly implied: boolean;
}

export interface ProfiledRequest {
  readonly method: string;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
}

const whole: Chosen = {};

/** Finds the profile that a key's request goes by (protocol section 9). */
export class ProfileGate {
  readonly #options: GateOptions;
  readonly #assigned: readonly Profile[];
  readonly #none: boolean;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#assigned = options.assigned.flatMap((name) => options.profiles.get(name.toLowerCase()) ?? []);
    this.#none = options.profiles.size === 0;
  }

  choose(resource: Resource, request: ProfiledRequest): Chosen | Problem {
    const usage = request.method === "GET" ? "readable" : "writable";
    const type = usage === "readable" ? request.accept : request.contentType;
    const named = type !== undefined && /^\s*application\/vnd\.ed-fi/i.test(type);
    if (named) return this.#byName(resource, type, usage, request.method);
    if (this.#none) return whole;
    const covering = this.#covering(resource);
    const [only] = covering;
    if (only === undefined) return whole;
    if (covering.length > 1 || !this.#options.implied) return this.#notNamed(resource, usage, covering);
    return viewIn(only, resource, usage);
  }

  #byName(resource: Resource, type: string, usage: Usage, method: string): Chosen | Problem {
    const mediaType = type.split(/[;,]/)[0]?.trim().toLowerCase() ?? "";
    const match = /^application\/vnd\.ed-fi\.([a-z0-9]+)\.(.+)\.(readable|writable)\+json$/.exec(mediaType);
    if (match === null) return { kind: "profile-usage", reason: { what: "format" } };
    const [, name = "", profileName = "", use = ""] = match;
    const profile = this.#options.profiles.get(profileName);
    if (profile === undefined) return { kind: "profile-usage", reason: { what: "unknown", usage } };
    const asked = resource.entity.toLowerCase();
    if (name !== asked) {
      return { kind: "profile-usage", reason: { what: "resource", named: name, asked } };
    }
    if (use !== usage) return { kind: "profile-usage", reason: { what: "direction", use, method } };
    const covering = this.#covering(resource);
    if (covering.length > 0 && !covering.includes(profile)) return this.#notNamed(resource, usage, covering);
    const chosen = viewIn(profile, resource, usage);
    return "kind" in chosen ? chosen : { ...chosen, mediaType };
  }

  #covering(resource: Resource): readonly Profile[] {
    return this.#assigned.filter((profile) => profile.views.has(resource));
  }

  #notNamed(resource: Resource, usage: Usage, covering: readonly Profile[]): Problem {
    const able = covering.filter((profile) => profile.views.get(resource)?.[usage] !== undefined);
    const mediaTypes = able.map((profile) => mediaTypeOf(resource, profile.name, usage));
    return { kind: "profile-needed", mediaTypes };
  }
}

function viewIn(profile: Profile, resource: Resource, usage: Usage): Chosen | Problem {
  const uses = profile.views.get(resource);
  const view = uses?.[usage];
  if (view !== undefined) return { view };
  const { name } = profile;
  return uses === undefined
    ? { kind: "profile-usage", reason: { what: "uncovered", entity: resource.entity, profile: name } }
    : { kind: "profile-method", entity: resource.entity, profile: name, usage };
}

/** "application/vnd.ed-fi.student.sis-vendor.readable+json" */
export function mediaTypeOf(resource: Resource, profile: string, usage: Usage): string {
  return `application/vnd.ed-fi.${resource.entity}.${profile}.${usage}+json`.toLowerCase();
}

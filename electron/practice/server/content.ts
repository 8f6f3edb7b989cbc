import type { ServerKind } from "../../../shared/domain/connection.ts";
import type { ExtensionName } from "../model/extensions.ts";
import type { PracticeOptions } from "../options.ts";
import { deriveDependencies } from "./dependencies.ts";
import type { Dialect } from "./dialect.ts";
import type { Model } from "./model.ts";
import { readModel } from "./openapi.ts";
import { type Profile, readProfiles } from "./profiles.ts";
import type { Seeds } from "./seeds.ts";

/** What a practice API serves, and holds from the start. */
export interface Content {
  readonly documents: readonly object[];
  readonly dependencies: readonly object[];
  /** The documents are the built-in ones: they get this server's address. */
  readonly builtIn: boolean;
  readonly seeds: Seeds;
  readonly model: Model;
  /** By lower-case name. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** The documents that were given, or the built-in ones, and the model that they describe. */
export async function readContent(dialect: Dialect, options: PracticeOptions): Promise<Content> {
  const content = await readDocuments(dialect, options);
  return { ...content, profiles: readProfiles(content.model, options.profileDefinitions ?? []) };
}

async function readDocuments(dialect: Dialect, options: PracticeOptions): Promise<Omit<Content, "profiles">> {
  if (options.openApi !== undefined) {
    const model = readModel(options.openApi);
    const dependencies = options.dependencies ?? deriveDependencies(model, dialect.updateRows);
    return { documents: options.openApi, dependencies, builtIn: false, seeds: options.seeds ?? {}, model };
  }
  const { documents, model, seeds } = await builtInContent(dialect.kind, options.extensions);
  return {
    documents,
    builtIn: true,
    dependencies: options.dependencies ?? deriveDependencies(model, dialect.updateRows),
    seeds: options.seeds ?? seeds,
    model,
  };
}

type BuiltIn = Pick<Content, "documents" | "seeds" | "model">;

/** Never changed once it is made: all servers of one kind in a process have it together. */
const builtIn = new Map<string, Promise<BuiltIn>>();

function builtInContent(kind: ServerKind, extensions: readonly ExtensionName[] = []): Promise<BuiltIn> {
  const name = [kind, ...extensions].join(" ");
  const known = builtIn.get(name) ?? makeBuiltIn(kind, extensions);
  builtIn.set(name, known);
  return known;
}

async function makeBuiltIn(kind: ServerKind, extensions: readonly ExtensionName[]): Promise<BuiltIn> {
  const { builtInDocuments } = await import("../model/documents.ts");
  const { resources, descriptors, seeds } = builtInDocuments(kind, extensions);
  const documents = [resources, descriptors];
  return { documents, seeds, model: readModel(documents) };
}

import { AppError } from "../../../shared/errors.ts";
import type { Body } from "./json.ts";
import { isScalar, type Model, type Operation, type Resource } from "./model.ts";
import type { Problem } from "./problems.ts";

const allOperations: readonly Operation[] = ["Create", "Read", "Update", "Delete", "ReadChanges"];

interface ClaimSet {
  /** "Practice" if absent. */
  readonly name?: string;
  /** Operations by resource path ("/ed-fi/grades"); "*" stands for every resource that is not named. */
  readonly resources: Readonly<Record<string, readonly Operation[]>>;
}

/** What a key may do. What is absent is not limited. */
export interface KeyRights {
  /** Its organizations; without them all are in its reach. */
  readonly educationOrganizationIds?: readonly number[];
  /** What the namespaces that it writes begin with; without them it may write any, and says "uri://ed-fi.org". */
  readonly namespacePrefixes?: readonly string[];
  readonly claims?: ClaimSet;
  /** Names of the API Profiles that are assigned to it. */
  readonly profiles?: readonly string[];
}

/** The rights of one key that go by resource and by namespace. */
export class Rights {
  readonly claimSet: string;
  readonly namespacePrefixes: readonly string[];
  readonly profiles: readonly string[];
  readonly #limitsNamespaces: boolean;
  readonly #operations: ReadonlyMap<Resource, readonly Operation[]> | undefined;

  /** @throws AppError "invalid-input" for claims on a resource that the model does not have */
  constructor(model: Model, rights: KeyRights) {
    this.claimSet = rights.claims?.name ?? "Practice";
    this.namespacePrefixes = rights.namespacePrefixes ?? ["uri://ed-fi.org"];
    this.profiles = rights.profiles ?? [];
    this.#limitsNamespaces = rights.namespacePrefixes !== undefined;
    this.#operations = rights.claims && readClaims(model, rights.claims);
  }

  operationsOn(resource: Resource): readonly Operation[] {
    return this.#operations === undefined ? allOperations : (this.#operations.get(resource) ?? []);
  }

  /** A refusal when the claim set has none of the operations on the resource; the first one is named. */
  refuse(resource: Resource, ...anyOf: readonly [Operation, ...Operation[]]): Problem | undefined {
    if (this.#operations === undefined) return undefined;
    const granted = this.operationsOn(resource);
    if (anyOf.some((operation) => granted.includes(operation))) return undefined;
    const whole = granted.length === 0;
    return { kind: "no-claim", resource, operation: anyOf[0], claimSet: this.claimSet, whole };
  }

  /** A refusal for an item with a namespace of its own that begins with none of the key's prefixes. */
  refuseNamespace(resource: Resource, body: Body, existing: boolean): Problem | undefined {
    if (!this.#limitsNamespaces || !goesByNamespace(resource)) return undefined;
    const namespace = String(body.namespace ?? "").toLowerCase();
    const prefixes = this.namespacePrefixes;
    if (prefixes.some((prefix) => namespace.startsWith(prefix.toLowerCase()))) return undefined;
    return { kind: "namespace", prefixes, existing };
  }
}

function goesByNamespace(resource: Resource): boolean {
  const member = resource.shape.byName.get("namespace");
  return member !== undefined && isScalar(member);
}

function readClaims(model: Model, { resources }: ClaimSet): ReadonlyMap<Resource, readonly Operation[]> {
  const { "*": others = [], ...named } = resources;
  const operations = new Map(model.resources.map((resource) => [resource, others]));
  for (const [path, granted] of Object.entries(named)) {
    const resource = model.byPath.get(path.toLowerCase());
    if (resource === undefined) {
      throw new AppError(
        "invalid-input",
        `The practice API cannot grant a claim on "${path}": its model has no such resource.`,
      );
    }
    operations.set(resource, granted);
  }
  return operations;
}

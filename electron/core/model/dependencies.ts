import { AppError } from "../../../shared/errors.ts";
import { asObject } from "./document.ts";
import { type Edge, edgesOf, leadsTo, levelsOf, withoutCycles } from "./graph.ts";
import { compare } from "./shape.ts";
import type { Dependency, Model, PersonRule, Step } from "./types.ts";

/**
 * Reads a server's dependency document (protocol section 4), sorted by order. Rows that make no sense, and operations
 * other than Create and Update, are left out.
 * @throws AppError("unusable") when the value is no list.
 */
export function readDependencies(json: unknown): Dependency[] {
  if (!Array.isArray(json)) {
    throw new AppError(
      "unusable",
      "The server's dependency document is not a list. Ask the host whether its metadata is complete.",
    );
  }
  return json.flatMap(readRow).sort(byOrder);
}

function readRow(value: unknown): Dependency[] {
  const row = asObject(value);
  if (typeof row?.resource !== "string" || !Number.isFinite(row.order)) return [];
  const listed: readonly unknown[] = Array.isArray(row.operations) ? row.operations : ["Create"];
  const operations = (["Create", "Update"] as const).filter((operation) => listed.includes(operation));
  return operations.length === 0 ? [] : [{ resource: row.resource, order: Number(row.order), operations }];
}

/** Which associations give the right to a person (protocol section 4): people that the model knows, sorted by path. */
export function personRules(model: Pick<Model, "resources">): PersonRule[] {
  const paths = new Set(model.resources.map((resource) => resource.path));
  return model.resources.flatMap(({ path, identity }) => {
    const associations = (associationsOf[path] ?? []).filter((association) => paths.has(association));
    return associations.length === 0 ? [] : [{ person: path, group: identity.group, associations }];
  });
}

const associationsOf: Readonly<Record<string, readonly string[]>> = {
  "/ed-fi/students": ["/ed-fi/studentSchoolAssociations"],
  "/ed-fi/contacts": ["/ed-fi/studentContactAssociations"],
  "/ed-fi/parents": ["/ed-fi/studentParentAssociations"],
  "/ed-fi/staffs": [
    "/ed-fi/staffEducationOrganizationAssignmentAssociations",
    "/ed-fi/staffEducationOrganizationEmploymentAssociations",
  ],
};

/** Host-managed, and in no dependency document (protocol section 10). */
const schoolYears = "/ed-fi/schoolYearTypes";

/**
 * The dependency document that an ODS would serve for this model, for servers that serve none: every reference and
 * descriptor counts; what hangs on a person follows the person's association, and so does a person's Update.
 */
export function deriveDependencies(model: Model): Dependency[] {
  const rules = personRules(model);
  const nodes = model.resources.map((resource) => resource.path).filter((path) => path !== schoolYears);
  const plain = withoutCycles(edgesOf(model).filter((edge) => edge.from !== schoolYears));
  const levels = levelsOf(nodes, withPersonEdges(plain, rules));
  const levelOf = (path: string) => levels.get(path) ?? 0;
  const rows = nodes.flatMap((resource): Dependency[] => {
    const order = levelOf(resource);
    const rule = rules.find(({ person }) => person === resource);
    if (rule === undefined) return [{ resource, order, operations: ["Create", "Update"] }];
    return [
      { resource, order, operations: ["Create"] },
      { resource, order: Math.max(...rule.associations.map(levelOf)) + 1, operations: ["Update"] },
    ];
  });
  return rows.sort(byOrder);
}

/** Adds the way round by the association, except to what the association itself needs. The edges hold no cycle. */
function withPersonEdges(edges: readonly Edge[], rules: readonly PersonRule[]): Edge[] {
  const all = [...edges];
  for (const { from, to, required } of personEdges(edges, rules)) {
    if (!leadsTo(all, to, from)) all.push({ from, to, required });
  }
  return all;
}

/** For each edge from a person: edges from the person's associations to the same resource. */
function personEdges(edges: readonly Edge[], rules: readonly PersonRule[]): Edge[] {
  return edges.flatMap(({ from, to, required }) => {
    const associations = rules.find(({ person }) => person === from)?.associations ?? [];
    if (associations.includes(to)) return [];
    return associations.map((association) => ({ from: association, to, required }));
  });
}

/**
 * The stops of a push, sorted by order: every resource that the model or the server's document knows, and an update
 * stop for people after their associations (also where the server's document has no Update rows, protocol section 4).
 * A stop waits for what its resource refers to and, by the person rule, for the association; only where the server's
 * order agrees, so there is no cycle. A resource that only the document knows waits for all lower orders; one that the
 * document does not list (schoolYearTypes) comes first. Without a document the model's own order is taken.
 */
export function buildSteps(model: Model, dependencies: readonly Dependency[] | undefined): Step[] {
  const rows = dependencies ?? deriveDependencies(model);
  const rules = personRules(model);
  const orders = createOrders(model, rows);
  const needs = needsOf(model, rules);
  const known = new Set(model.resources.map((resource) => resource.path));
  const creates = [...orders].map(([path, order]) => {
    const before = known.has(path) ? (needs.get(path) ?? []) : [...orders.keys()];
    return createStep(path, order, lower(before, order, orders));
  });
  const updates = rules.map((rule) => updateStep(rule, rows, orders));
  return [...creates, ...updates].sort((one, other) => one.order - other.order || compare(one.id, other.id));
}

function createStep(resource: string, order: number, after: readonly string[]): Step {
  return { id: resource, resource, operation: "create", order, after };
}

function updateStep(
  { person, associations }: PersonRule,
  rows: readonly Dependency[],
  orders: ReadonlyMap<string, number>,
): Step {
  const before = [person, ...associations];
  const given = rows.find(
    (row) =>
      row.resource === person && row.operations.includes("Update") && row.order > orderOf(person, orders),
  );
  const order = given?.order ?? Math.max(...before.map((path) => orderOf(path, orders))) + 1;
  const after = lower(before, order, orders);
  return { id: `${person}#update`, resource: person, operation: "update", order, after };
}

/** Where each resource is created: its first Create row, or its first row where it has none. */
function createOrders(model: Model, rows: readonly Dependency[]): Map<string, number> {
  const orders = new Map(model.resources.map((resource) => [resource.path, 0]));
  for (const [resource, own] of Map.groupBy(rows, (row) => row.resource)) {
    const created = own.filter((row) => row.operations.includes("Create"));
    orders.set(resource, Math.min(...(created.length > 0 ? created : own).map((row) => row.order)));
  }
  return orders;
}

function needsOf(model: Model, rules: readonly PersonRule[]): Map<string, string[]> {
  const edges = edgesOf(model);
  const needs = new Map<string, Set<string>>();
  for (const { from, to } of [...edges, ...personEdges(edges, rules)]) {
    needs.set(to, (needs.get(to) ?? new Set()).add(from));
  }
  return new Map([...needs].map(([path, before]) => [path, [...before].sort()]));
}

function lower(paths: readonly string[], order: number, orders: ReadonlyMap<string, number>): string[] {
  return paths.filter((path) => orderOf(path, orders) < order);
}

function orderOf(path: string, orders: ReadonlyMap<string, number>): number {
  return orders.get(path) ?? 0;
}

function byOrder(one: Dependency, other: Dependency): number {
  return one.order - other.order || compare(one.resource, other.resource);
}

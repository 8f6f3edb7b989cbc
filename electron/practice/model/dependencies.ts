import type { Json } from "./schemas.ts";

/** One row of a dependency document (protocol section 4). */
export interface DependencyRow {
  readonly resource: string;
  readonly order: number;
  readonly operations: readonly ("Create" | "Update")[];
}

/** Whom a person's rights come from: what follows a student follows the enrolment. */
const personRules: readonly { readonly person: string; readonly associations: readonly string[] }[] = [
  { person: "/ed-fi/students", associations: ["/ed-fi/studentSchoolAssociations"] },
  { person: "/ed-fi/contacts", associations: ["/ed-fi/studentContactAssociations"] },
  { person: "/ed-fi/parents", associations: ["/ed-fi/studentParentAssociations"] },
  {
    person: "/ed-fi/staffs",
    associations: [
      "/ed-fi/staffEducationOrganizationAssignmentAssociations",
      "/ed-fi/staffEducationOrganizationEmploymentAssociations",
    ],
  },
];

/** Never listed: the host keeps it. */
const unlisted = "/ed-fi/schoolYearTypes";

/**
 * The dependency document that a server derives from its model: the order in which resources can be written. It reads
 * the OpenAPI documents, so it serves the built-in model and a real one alike. `updateRows` is false for servers
 * before 5.4, which list each resource once, as ["Create"].
 */
export function dependencyRows(resources: Json, descriptors: Json, updateRows: boolean): DependencyRow[] {
  const plain = readGraph(resources, descriptors);
  const graph = followAssociations(plain);
  const orders = new Map<string, number>();
  for (const path of graph.keys()) orderOf(path, graph, orders);
  const rows: DependencyRow[] = [...orders]
    .filter(([path]) => path !== unlisted)
    .map(([resource, order]) => ({ resource, order, operations: operationsOf(resource, graph, updateRows) }));
  const updates = updateRows ? personRules.flatMap((rule) => updateRow(rule, orders)) : [];
  return [...rows, ...updates].toSorted(
    (one, other) => one.order - other.order || (one.resource < other.resource ? -1 : 1),
  );
}

function operationsOf(path: string, graph: Graph, updateRows: boolean): DependencyRow["operations"] {
  const split = personRules.some(
    (rule) => rule.person === path && presentAssociations(rule, graph).length > 0,
  );
  return updateRows && !split ? ["Create", "Update"] : ["Create"];
}

function updateRow(rule: (typeof personRules)[number], orders: ReadonlyMap<string, number>): DependencyRow[] {
  const after = rule.associations.flatMap((path) => orders.get(path) ?? []);
  if (!orders.has(rule.person) || after.length === 0) return [];
  return [{ resource: rule.person, order: Math.max(...after) + 1, operations: ["Update"] }];
}

/** What each resource refers to, by path. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function presentAssociations(rule: (typeof personRules)[number], graph: Graph): readonly string[] {
  return rule.associations.filter((path) => graph.has(path));
}

/** Whatever refers to a person comes after the association that gives the right to that person. */
function followAssociations(graph: Graph): Graph {
  return new Map(
    [...graph].map(([path, targets]) => {
      const next = new Set(targets);
      for (const rule of personRules) {
        const associations = presentAssociations(rule, graph);
        if (!next.has(rule.person) || associations.length === 0 || associations.includes(path)) continue;
        next.delete(rule.person);
        for (const association of associations) next.add(association);
      }
      return [path, next];
    }),
  );
}

/** One more than the highest order of what it refers to; a cycle is cut where it closes. */
function orderOf(path: string, graph: Graph, orders: Map<string, number>): number {
  const known = orders.get(path);
  if (known !== undefined) return known;
  orders.set(path, 0);
  const below = [...(graph.get(path) ?? [])].map((target) => orderOf(target, graph, orders));
  const order = 1 + Math.max(0, ...below);
  orders.set(path, order);
  return order;
}

function readGraph(resources: Json, descriptors: Json): Graph {
  const reader = new GraphReader(resources, descriptors);
  return reader.read();
}

const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

class GraphReader {
  readonly #schemas: Json;
  /** Path by lower-case name of the body's schema: "edfi_student". */
  readonly #paths: ReadonlyMap<string, string>;
  /** Descriptor path by lower-case singular: "gradeleveldescriptor". */
  readonly #descriptors: ReadonlyMap<string, string>;
  readonly #organizations: readonly string[];
  readonly #programAssociations: readonly string[];

  constructor(resources: Json, descriptors: Json) {
    this.#schemas = schemasIn(resources);
    this.#paths = new Map(bodies(resources).map(([path, schema]) => [schema.toLowerCase(), path]));
    this.#descriptors = new Map(
      bodies(descriptors).map(([path]) => [path.slice(path.lastIndexOf("/") + 1, -1).toLowerCase(), path]),
    );
    this.#organizations = this.#having("nameOfInstitution");
    this.#programAssociations = this.#having("programParticipationStatuses").filter((path) =>
      path.endsWith("Associations"),
    );
  }

  read(): Graph {
    const graph = new Map<string, ReadonlySet<string>>(
      [...this.#descriptors.values()].map((path) => [path, new Set<string>()]),
    );
    for (const [schema, path] of this.#paths) {
      const targets = new Set<string>();
      this.#collect(this.#named(schema), targets);
      targets.delete(path);
      graph.set(path, targets);
    }
    return graph;
  }

  /** Paths of the resources that have a member of this name. */
  #having(member: string): readonly string[] {
    return [...this.#paths]
      .filter(([schema]) => record(this.#named(schema).properties)[member] !== undefined)
      .map(([, path]) => path);
  }

  #named(lowerName: string): Json {
    const name = Object.keys(this.#schemas).find((one) => one.toLowerCase() === lowerName);
    return record(name === undefined ? undefined : this.#schemas[name]);
  }

  /** Every reference and every descriptor, at any depth. */
  #collect(schema: Json, targets: Set<string>): void {
    for (const [name, property] of Object.entries(record(schema.properties))) {
      const referred = schemaIn(property) ?? schemaIn(record(property).items);
      if (referred !== undefined && /_?Reference$/.test(referred)) this.#addReference(referred, targets);
      else if (referred !== undefined && referred !== "link") {
        this.#collect(record(this.#schemas[referred]), targets);
      } else if (name.endsWith("Descriptor")) this.#addDescriptor(name, targets);
    }
  }

  #addReference(schema: string, targets: Set<string>): void {
    const target = schema.replace(/_?Reference$/, "").toLowerCase();
    const path = this.#paths.get(target);
    if (path !== undefined) targets.add(path);
    else if (target.endsWith("_educationorganization")) addAll(this.#organizations, targets);
    else if (target.endsWith("_generalstudentprogramassociation")) addAll(this.#programAssociations, targets);
  }

  /** The longest descriptor name that the member's name ends with: birthSexDescriptor is a sexDescriptor. */
  #addDescriptor(member: string, targets: Set<string>): void {
    const lower = member.toLowerCase();
    for (let start = 0; start < lower.length; start += 1) {
      const path = this.#descriptors.get(lower.slice(start));
      if (path === undefined) continue;
      targets.add(path);
      return;
    }
  }
}

function addAll(paths: readonly string[], targets: Set<string>): void {
  for (const path of paths) targets.add(path);
}

const schemasIn = (document: Json): Json =>
  record(record(document.components).schemas ?? document.definitions);

/** Path and body schema of each collection. */
function bodies(document: Json): [path: string, schema: string][] {
  return Object.entries(record(document.paths)).flatMap(([path, item]) => {
    const schema = bodySchema(record(record(item).post));
    return path.includes("{") || schema === undefined ? [] : [[path, schema]];
  });
}

function bodySchema(post: Json): string | undefined {
  const media = record(record(record(post.requestBody).content)["application/json"]);
  const parameters = Array.isArray(post.parameters) ? post.parameters.map(record) : [];
  return schemaIn(media.schema ?? parameters.find((one) => one.in === "body")?.schema);
}

function schemaIn(value: unknown): string | undefined {
  const found = record(value).$ref;
  return typeof found === "string" ? found.slice(found.lastIndexOf("/") + 1) : undefined;
}

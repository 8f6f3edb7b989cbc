import { AppError } from "../../../shared/errors.ts";
import { type Body, isObject, parseLossless } from "./json.ts";
import type { Resource } from "./model.ts";
import { plant } from "./seeds.ts";
import type { Item } from "./store.ts";
import type { Holdings } from "./writes.ts";

interface DescriptorBody {
  readonly codeValue: string;
  /** That of the type's first value if absent. */
  readonly namespace?: string;
  /** The code value if absent. */
  readonly shortDescription?: string;
  readonly description?: string;
  readonly effectiveBeginDate?: string;
  readonly effectiveEndDate?: string;
}

/** What a host does with descriptors beside the API: no rights are asked. */
export interface DescriptorDesk {
  /** Type as "gradeLevel", "gradeLevelDescriptors" or "/ed-fi/gradeLevelDescriptors". Gives back the value's URI. */
  add(type: string, value: DescriptorBody): string;
  /** Changes members of a value, its namespace and code value too; items that use it are left as they are. */
  change(uri: string, changes: Partial<DescriptorBody>): string;
  /** Takes a value away, used or not. */
  remove(uri: string): void;
  /** URIs of a type in the server's spelling. */
  list(type: string): readonly string[];
}

/** @throws (its functions) AppError "not-found" for a type or a value that is not there, or is not the only one */
export function descriptorDesk(holdings: Holdings): DescriptorDesk {
  return {
    add: (type, value) => {
      const resource = resourceOf(holdings, type);
      const first = holdings.store.list(resource)[0];
      const usual =
        first === undefined ? `uri://ed-fi.org/${resource.entity}` : String(bodyOf(first).namespace);
      const { codeValue, namespace = usual } = value;
      plant(holdings, resource, { shortDescription: codeValue, ...value, namespace });
      return `${namespace}#${codeValue}`;
    },
    change: (uri, changes) => {
      const item = storedValue(holdings, uri);
      const body = { ...bodyOf(item), ...changes };
      const next = `${body.namespace}#${body.codeValue}`;
      const content = { key: next.toLowerCase(), body: JSON.stringify(body), targets: item.targets };
      holdings.store.replace(item, content);
      return next;
    },
    remove: (uri) => {
      const item = storedValue(holdings, uri);
      const { namespace, codeValue } = bodyOf(item);
      holdings.store.remove(item, { namespace, codeValue });
    },
    list: (type) => holdings.store.list(resourceOf(holdings, type)).map(spelling),
  };
}

/** A stored value as the server spells it: "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade". */
export function spelling(item: Item): string {
  const { namespace, codeValue } = bodyOf(item);
  return `${namespace}#${codeValue}`;
}

function bodyOf(item: Item): Body {
  const body = parseLossless(item.body);
  return isObject(body) ? body : {};
}

function resourceOf({ model }: Holdings, type: string): Resource {
  const name = type.replace(/(Descriptors?)?$/, "Descriptors").toLowerCase();
  const found = model.resources.find(
    (one) => one.descriptor && (one.path.toLowerCase() === name || one.name.toLowerCase() === name),
  );
  if (found !== undefined) return found;
  throw new AppError("not-found", `The practice API has no descriptors "${type}".`);
}

function storedValue({ model, store }: Holdings, uri: string): Item {
  const key = uri.toLowerCase();
  const found = model.resources
    .filter((resource) => resource.descriptor)
    .flatMap((resource) => store.find(resource.group, key) ?? []);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const why = only === undefined ? "has no descriptor value" : "has several descriptor types with the value";
  throw new AppError("not-found", `The practice API ${why} "${uri}".`);
}

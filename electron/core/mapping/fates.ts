import { type Profile, sendsProject } from "../../../shared/domain/profile.ts";
import { extensionType } from "./codes.ts";
import type { CodesStore } from "./codes-store.ts";
import { type KnownValues, resolveCode } from "./resolve.ts";
import type { Fate, Fates } from "./shape.ts";

interface Options {
  readonly codes: Pick<CodesStore, "one">;
  readonly extensions: Profile["extensions"];
  /** By descriptor type; asked once each. */
  readonly known: (type: string) => KnownValues;
}

const pass: Fate = { kind: "pass" };

/** What becomes of codes on one connection, as its mappings, its server's values and its profile are now. */
export function createFates({ codes, extensions, known }: Options): Fates {
  const types = new Map<string, { readonly known: KnownValues; readonly fates: Map<string, Fate> }>();
  const typeOf = (type: string) => {
    const found = types.get(type) ?? { known: known(type), fates: new Map<string, Fate>() };
    types.set(type, found);
    return found;
  };
  return {
    of(type, code) {
      if (type === extensionType) return sendsProject(extensions, code) ? pass : { kind: "drop" };
      const { known: values, fates } = typeOf(type);
      const fate = fates.get(code) ?? fateOf(code, values);
      fates.set(code, fate);
      return fate;
    },
    listed: (id) => codes.one(id),
  };
}

function fateOf(code: string, known: KnownValues): Fate {
  const { state, target } = resolveCode(code, known);
  switch (state) {
    case "valid":
    case "unchecked":
      return pass;
    case "respelled":
    case "mapped":
      return target === undefined || target === code ? pass : { kind: "replace", value: target };
    case "stated":
      return { kind: "stated" };
    case "unmapped":
      return { kind: "hold" };
    default:
      return state satisfies never;
  }
}

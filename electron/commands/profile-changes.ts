import { type Profile, type ProfileView, projectKey } from "../../shared/domain/profile.ts";
import { AppError } from "../../shared/errors.ts";

type Pairs = readonly (readonly [string, string])[];

/** What was typed of a profile's content. */
export interface ProfileChanges {
  readonly use?: readonly string[];
  readonly on?: readonly string[];
  readonly off?: readonly string[];
  readonly owner?: Pairs;
  readonly contact?: Pairs;
  readonly apiProfile?: string;
}

type Owners = Profile["owners"];

/**
 * The profile with what was typed, names read as this server's; undefined: nothing was typed. Pure.
 *
 * @throws AppError "invalid-input" for a name that the server does not have
 */
export function changedProfile(
  view: ProfileView,
  base: Profile,
  { use, on, off, owner, contact, apiProfile }: ProfileChanges,
): Profile | undefined {
  const given = [use, on, off, owner, contact, apiProfile];
  if (given.every((each) => each === undefined)) return undefined;
  const path = (name: string) => resourcePath(view, name);
  const switchedOn = new Set(on?.map(path));
  const switchedOff = new Set(off?.map(path));
  const both = [...switchedOn].find((each) => switchedOff.has(each));
  if (both !== undefined)
    throw new AppError("invalid-input", `${both} cannot be switched on and off at once.`);
  const stillOff = base.off.filter((each) => !switchedOn.has(each));
  const { apiProfile: former, ...rest } = base;
  const named = apiProfile === undefined ? former : apiProfile === "none" ? undefined : apiProfile;
  return {
    ...rest,
    extensions: use === undefined ? base.extensions : extensionsOf(view, use),
    off: [...new Set([...stillOff, ...switchedOff])],
    owners: withContacts(withOwners(base.owners, owner, path), contact, path),
    ...(named === undefined ? {} : { apiProfile: named }),
  };
}

/** "grades" or "/ed-fi/grades", letters' case aside -> the server's path. */
function resourcePath({ resources }: ProfileView, name: string): string {
  const wanted = name.toLowerCase();
  const found = resources.filter(({ resource }) => {
    const path = resource.toLowerCase();
    return path === wanted || path.split("/").at(-1) === wanted;
  });
  const [first, second] = found;
  if (!first)
    throw new AppError(
      "invalid-input",
      `The server has no resource "${name}". 'steward profile NAME --all' lists them.`,
    );
  if (second)
    throw new AppError(
      "invalid-input",
      `There is more than one resource of this name: say ${found.map(({ resource }) => resource).join(" or ")}.`,
    );
  return first.resource;
}

function extensionsOf({ projects }: ProfileView, use: readonly string[]): Profile["extensions"] {
  if (use.includes("all")) return "all";
  const core = new Set(["core", "edfi"]);
  return use
    .filter((name) => !core.has(projectKey(name)))
    .map((name) => {
      const found = projects.find(({ project }) => projectKey(project) === projectKey(name));
      if (found) return found.project;
      throw new AppError("invalid-input", `--use takes core, all, ${knownExtensions(projects)}.`);
    });
}

function knownExtensions(projects: ProfileView["projects"]): string {
  const extensions = projects.map(({ project }) => project).filter((name) => projectKey(name) !== "edfi");
  return extensions.length === 0
    ? "and this server has no extension"
    : `and this server's extensions: ${extensions.join(", ")}`;
}

function withOwners(owners: Owners, given: Pairs = [], path: (name: string) => string): Owners {
  return given.reduce<Owners>((known, [name, owner]) => {
    const resource = path(name);
    const { [resource]: former, ...others } = known;
    if (owner === "us") return others;
    if (owner !== "other" && owner !== "unused")
      throw new AppError("invalid-input", "--owner takes us, other or unused, as grades=other.");
    return { ...others, [resource]: { ...former, owner } };
  }, owners);
}

function withContacts(owners: Owners, given: Pairs = [], path: (name: string) => string): Owners {
  const contacts = given.map(([name, contact]) => {
    const resource = path(name);
    const former = owners[resource];
    if (former) return [resource, { ...former, contact }] as const;
    throw new AppError(
      "invalid-input",
      `${resource} is sent by us: say first who sends it, as --owner ${resource.split("/").at(-1)}=other.`,
    );
  });
  return { ...owners, ...Object.fromEntries(contacts) };
}

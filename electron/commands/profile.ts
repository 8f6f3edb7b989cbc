import type { Command } from "commander";
import type { Profile, ProfileView } from "../../shared/domain/profile.ts";
import { AppError } from "../../shared/errors.ts";
import { names, pairs } from "./options.ts";
import type { ProfileChanges } from "./profile-changes.ts";
import { listText, viewText } from "./profile-words.ts";
import type { Desk, Session } from "./session.ts";

interface ProfileOptions extends ProfileChanges {
  readonly saveAs?: string;
  readonly from?: string;
  readonly all?: boolean;
  readonly list?: boolean;
  readonly remove?: string;
}

/** What --from and --api-profile take for "none of those". */
const own = "own";

export function addProfile(program: Command, session: Session) {
  program
    .command("profile [name]")
    .description("what a connection sends: core, extensions, resources, and who sends the others")
    .option("--use <projects>", "core, and these extensions, as core,tpdm; or all", names)
    .option("--on <resources...>", "switch resources on", names)
    .option("--off <resources...>", "switch resources off", names)
    .option(
      "--owner <resource=owner...>",
      "who sends a resource: us, other (another system) or unused",
      pairs("--owner", "grades=other"),
    )
    .option(
      "--contact <resource=text...>",
      "whom to call about a resource that another system sends",
      pairs("--contact", 'grades="the registrar"'),
    )
    .option("--api-profile <name>", "the API Profile that requests name; or none")
    .option("--save-as <profile>", "give the profile a name, so that other connections can use it")
    .option("--from <profile>", "use the profile of this name; or own")
    .option("--all", "list every resource, also those that nothing is sent to")
    .option("--list", "the profiles that have a name")
    .option("--remove <profile>", "forget a profile that no connection uses")
    .action((name: string | undefined, options: ProfileOptions) => profile(session, name, options));
}

async function profile(session: Session, name: string | undefined, options: ProfileOptions) {
  if (options.remove !== undefined) return remove(session, options.remove);
  if (options.list) return list(session);
  if (name === undefined)
    throw new AppError(
      "invalid-input",
      "Say which connection: 'steward profile NAME'; or '--list' for the profiles that have a name.",
    );
  const { view, users } = await session.withCore(async (desk) => {
    const shown = await change(desk, name, options);
    return { view: shown, users: await usersOf(desk, shown) };
  });
  session.answer(view, () => viewText(session, view, { name, users, all: options.all ?? false }));
}

/** First what is known is looked at, so that a refusal changes nothing; a new name comes before changes to it. */
async function change({ ask }: Desk, connection: string, options: ProfileOptions): Promise<ProfileView> {
  const { from, saveAs } = options;
  const { changedProfile } = await import("./profile-changes.ts");
  const before = await ask("profile.show", { connection });
  const base = from === undefined || from === own ? before.profile : await named({ ask }, from);
  const changed = changedProfile(before, base, options);
  let view = before;
  if (from !== undefined) view = await ask("profile.use", { connection, name: from === own ? null : from });
  if (saveAs !== undefined) view = await ask("profiles.name", { connection, name: saveAs });
  return changed ? await ask("profile.save", { connection, profile: changed }) : view;
}

/** Names of the connections that use the same named profile. */
async function usersOf({ ask }: Desk, { name }: ProfileView): Promise<readonly string[]> {
  if (name === undefined) return [];
  const profiles = await ask("profiles.list", {});
  return profiles.find((each) => each.name === name)?.usedBy ?? [];
}

async function named({ ask }: Pick<Desk, "ask">, name: string): Promise<Profile> {
  const profiles = await ask("profiles.list", {});
  const found = profiles.find((each) => each.name === name);
  if (found) return found.profile;
  throw new AppError(
    "not-found",
    `There is no profile "${name}". 'steward profile --list' tells those that there are.`,
  );
}

async function list(session: Session) {
  const profiles = await session.withCore(({ ask }) => ask("profiles.list", {}));
  session.answer(profiles, () => listText(session, profiles));
}

async function remove(session: Session, name: string) {
  await session.withCore(({ ask }) => ask("profiles.remove", { name }));
  session.answer({ removed: name }, () => `The profile "${name}" is removed.`);
}

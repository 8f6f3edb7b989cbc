import type { Connection } from "../../../shared/domain/connection.ts";
import type { Profile, ProfileView } from "../../../shared/domain/profile.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { useProfileDraft } from "../../drafts.ts";
import { counted } from "../../format.ts";
import { isSameProfile, withoutUnknown } from "../../profile-draft.ts";
import { linkTo, places } from "../../routes.ts";
import { ApiProfileChoice } from "./profile/api-profile.tsx";
import { Extensions } from "./profile/extensions.tsx";
import { NamedProfiles } from "./profile/named-profiles.tsx";
import { ProfileSaveBar } from "./profile/profile-save-bar.tsx";
import { Resources } from "./profile/resources.tsx";

/** What is sent to this connection: core, extensions, and single resources with who answers for them. */
export function ProfileTab({ connection }: { connection: Connection }) {
  const { value, failure, askAgain } = useAnswer("profile.show", { connection: connection.id }, [
    "profiles",
    "sources",
    "permissions",
  ]);
  if (value) return <ProfilePage connection={connection} view={value} reload={askAgain} />;
  if (failure !== undefined) return <Failure sentence={failure} retry={askAgain} />;
  return <PageSkeleton label="Loading the profile" lines={10} />;
}

export interface ProfileEditing {
  readonly view: ProfileView;
  /** With what was changed and not saved. */
  readonly profile: Profile;
  readonly closed: boolean;
  change(next: Profile): void;
}

interface ProfilePageProps {
  connection: Connection;
  view: ProfileView;
  reload: () => Promise<void>;
}

function ProfilePage({ connection, view, reload }: ProfilePageProps) {
  const { draft: kept, setDraft } = useProfileDraft(connection.id);
  // What was changed and not saved before it was closed cannot be saved now.
  const draft = connection.closedAt === undefined ? kept : undefined;
  const editing: ProfileEditing = {
    view,
    profile: draft ?? view.profile,
    closed: connection.closedAt !== undefined,
    change: (next) => setDraft(isSameProfile(next, view.profile) ? undefined : next),
  };
  return (
    <>
      <NamedProfiles connection={connection} view={view} isChanged={draft !== undefined} reload={reload} />
      <UnknownNames editing={editing} />
      <Extensions editing={editing} />
      <ApiProfileChoice editing={editing} />
      <Schools connection={connection} />
      <Resources connection={connection.id} editing={editing} />
      <ProfileSaveBar connection={connection} editing={editing} draft={draft} reload={reload} />
    </>
  );
}

/** Which schools are sent is each connection's own, whoever shares its profile. */
function Schools({ connection }: { connection: Connection }) {
  const { schools } = connection.settings;
  const where = linkTo(places.connection(connection.id, "transport"));
  return (
    <p className="quiet">
      {schools.length === 0
        ? "Records of all schools are sent. "
        : `Of ${counted(schools.length, "school", "schools")} only: ${schools.join(", ")}, and what belongs to no school. `}
      {connection.closedAt === undefined && <a href={where}>Choose schools</a>}
    </p>
  );
}

/** The profile was made for another server, or the server lost something. */
function UnknownNames({ editing: { view, profile, closed, change } }: { editing: ProfileEditing }) {
  const remaining = view.unknown.filter((name) => !isSameProfile(withoutUnknown(profile, [name]), profile));
  if (remaining.length === 0) return null;
  return (
    <div className="note note-waiting">
      <p>
        This server does not know what the profile names: {remaining.join(", ")}. It changes nothing here;
        other connections that use the profile may need it.
      </p>
      {!closed && (
        <div>
          <button
            type="button"
            className="link-button"
            onClick={() => change(withoutUnknown(profile, view.unknown))}
          >
            Take these names out of the profile
          </button>
        </div>
      )}
    </div>
  );
}

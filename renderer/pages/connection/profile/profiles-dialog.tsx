import { Button } from "@mantine/core";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { NamedProfile, ProfileView } from "../../../../shared/domain/profile.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { DialogFrame } from "../../../dialogs/dialog-frame.tsx";
import { useProfileDraft } from "../../../drafts.ts";
import { useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";

interface ProfilesDialogProps {
  connection: Connection;
  view: ProfileView;
  named: readonly NamedProfile[];
  isChanged: boolean;
  close: () => void;
}

/** The profiles that have a name: use one, go back to one's own, remove one that nobody uses. */
export function ProfilesDialog({ connection, view, named, isChanged, close }: ProfilesDialogProps) {
  const { client } = useSteward();
  const { setDraft } = useProfileDraft(connection.id);
  const { busy, refusal, act } = useAction();
  const use = async (name: string | null) => {
    if (busy) return;
    const done = await act(() => client.call("profile.use", { connection: connection.id, name }));
    if (!done) return;
    setDraft(undefined);
    close();
  };
  const remove = (name: string) => !busy && act(() => client.call("profiles.remove", { name }));
  return (
    <DialogFrame title="Use another profile" close={close} wide>
      {isChanged && (
        <p className="note note-waiting">
          Changes that are not saved are lost when you choose another profile.
        </p>
      )}
      {named.length === 0 && (
        <p className="quiet">
          No profile has a name yet. "Save as…" gives this one a name, and then other connections can use it.
        </p>
      )}
      {named.length > 0 && (
        <ul className="rows" aria-label="Profiles">
          {named.map((profile) => (
            <ProfileLine
              key={profile.name}
              profile={profile}
              isUsed={profile.name === view.name}
              use={() => use(profile.name)}
              remove={() => remove(profile.name)}
            />
          ))}
        </ul>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        {view.name !== undefined && (
          <Button aria-disabled={busy} onClick={() => use(null)}>
            A profile of its own, as it is now
          </Button>
        )}
        <Button onClick={close}>Close</Button>
      </div>
    </DialogFrame>
  );
}

interface ProfileLineProps {
  profile: NamedProfile;
  isUsed: boolean;
  use: () => void;
  remove: () => void;
}

function ProfileLine({ profile: { name, usedBy }, isUsed, use, remove }: ProfileLineProps) {
  return (
    <li className="row">
      <div>
        <p>{name}</p>
        <p className="quiet small">
          {usedBy.length === 0 ? "No connection uses it" : `Used by ${usedBy.join(", ")}`}
        </p>
      </div>
      <div className="buttons">
        {usedBy.length === 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Remove ${name}`}
            onClick={remove}
          >
            Remove
          </Button>
        )}
        {isUsed ? (
          <span className="quiet">in use here</span>
        ) : (
          <Button size="compact-sm" aria-label={`Use ${name}`} onClick={use}>
            Use
          </Button>
        )}
      </div>
    </li>
  );
}

import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { Profile } from "../../../../shared/domain/profile.ts";
import { useAnswer } from "../../../ask.ts";
import { Refusal } from "../../../components/refusal.tsx";
import { useProfileDraft } from "../../../drafts.ts";
import { changeWords, sentWords, shownResources } from "../../../profile-draft.ts";
import { useSteward } from "../../../steward.ts";
import { useAction } from "../../../use-action.ts";
import type { ProfileEditing } from "../profile-tab.tsx";

interface ProfileSaveBarProps {
  connection: Connection;
  editing: ProfileEditing;
  draft: Profile | undefined;
  reload: () => Promise<void>;
}

/** What is changed and not saved; after saving, what the profile comes to. */
export function ProfileSaveBar({ connection, editing, draft, reload }: ProfileSaveBarProps) {
  const { client, drafts } = useSteward();
  const { setDraft } = useProfileDraft(connection.id);
  const { busy, refusal, act } = useAction();
  const [saved, setSaved] = useState<string>();
  const told = useRef<HTMLParagraphElement>(null);
  const save = () =>
    draft &&
    act(async () => {
      const view = await client.call("profile.save", { connection: connection.id, profile: draft });
      setSaved(`Saved. ${sentWords(shownResources(view, view.profile))}`);
      await reload();
      // What was changed while it was being saved is not saved.
      if (drafts.getState().profiles.get(connection.id) === draft) setDraft(undefined);
      told.current?.focus();
    });
  if (!draft && saved === undefined) return null;
  return (
    <div className="save-bar">
      {draft && (
        <div className="save-line">
          <div>
            <p role="status">
              <strong>Not saved:</strong> {changeWords(editing.view, draft).join("; ")}.
            </p>
            <SharedWarning connection={connection} name={editing.view.name} />
          </div>
          <div className="buttons">
            <Button onClick={() => setDraft(undefined)}>Take all back</Button>
            <Button variant="filled" aria-disabled={busy} onClick={() => !busy && save()}>
              {busy ? "Saving" : "Save"}
            </Button>
          </div>
        </div>
      )}
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <p ref={told} role="status" tabIndex={-1} className="saved-result">
        {!draft && saved}
      </p>
    </div>
  );
}

/** Whoever changes a named profile changes it for all connections that use it. */
function SharedWarning({ connection, name }: { connection: Connection; name: string | undefined }) {
  const { value } = useAnswer("profiles.list", {}, ["profiles"]);
  const users = value?.find((each) => each.name === name)?.usedBy ?? [];
  const others = users.filter((user) => user !== connection.name);
  if (name === undefined || others.length === 0) return null;
  return (
    <p className="attention">
      <span aria-hidden="true">▲ </span>
      The profile "{name}" changes for {others.join(", ")} too.
    </p>
  );
}

import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { NamedProfile, ProfileView } from "../../../../shared/domain/profile.ts";
import { useAnswer } from "../../../ask.ts";
import { NameProfileDialog } from "./name-profile-dialog.tsx";
import { ProfilesDialog } from "./profiles-dialog.tsx";

interface NamedProfilesProps {
  connection: Connection;
  view: ProfileView;
  isChanged: boolean;
  reload: () => Promise<void>;
}

/** Which profile is used, who else uses it, and the way to another one. */
export function NamedProfiles({ connection, view, isChanged, reload }: NamedProfilesProps) {
  const { value: named = [] } = useAnswer("profiles.list", {}, ["profiles", "connections"]);
  const [dialog, setDialog] = useState<"name" | "profiles">();
  const close = () => {
    setDialog(undefined);
    void reload();
  };
  return (
    <div className="save-line">
      <p>{wordsOnUse(connection, view, named)}</p>
      {connection.closedAt === undefined && (
        <div className="buttons">
          <Button onClick={() => setDialog("name")}>Save as…</Button>
          <Button onClick={() => setDialog("profiles")}>Use another profile…</Button>
        </div>
      )}
      {dialog === "name" && <NameProfileDialog connection={connection} isChanged={isChanged} close={close} />}
      {dialog === "profiles" && (
        <ProfilesDialog
          connection={connection}
          view={view}
          named={named}
          isChanged={isChanged}
          close={close}
        />
      )}
    </div>
  );
}

function wordsOnUse({ name }: Connection, view: ProfileView, named: readonly NamedProfile[]): string {
  if (view.name === undefined) return `${name} has a profile of its own.`;
  const others = named.find((each) => each.name === view.name)?.usedBy.filter((user) => user !== name) ?? [];
  if (others.length === 0) return `${name} uses the profile "${view.name}", and no other connection does.`;
  return `${name} uses the profile "${view.name}". Who changes it here changes it for ${others.join(", ")} too.`;
}

import { Autocomplete } from "@mantine/core";
import { resourceName } from "../../../format.ts";
import type { ProfileEditing } from "../profile-tab.tsx";

/** The API Profile that requests name, and what it hides. A server that lists none may still ask for one. */
export function ApiProfileChoice({ editing }: { editing: ProfileEditing }) {
  const { view, profile, closed, change } = editing;
  const { assigned, hidden, advice } = view.apiProfiles;
  const choose = (typed: string) => {
    const { apiProfile: _, ...rest } = profile;
    change(typed === "" ? rest : { ...rest, apiProfile: typed });
  };
  const isNeeded = assigned.length > 0 || profile.apiProfile !== undefined;
  return (
    <details className="ruled-details" open={isNeeded || undefined}>
      <summary>
        API Profile{" "}
        <span className="quiet">
          {isNeeded ? (profile.apiProfile ?? "assigned to the key") : "none: only if your host names one"}
        </span>
      </summary>
      <div className="block-of api-profile">
        <Autocomplete
          label="API Profile that requests name"
          description={
            assigned.length > 0
              ? `Assigned to this key: ${assigned.join(", ")}`
              : "The server has assigned none to this key, as far as it tells. Empty: none is named."
          }
          data={[...assigned]}
          disabled={closed}
          autoComplete="off"
          spellCheck={false}
          value={profile.apiProfile ?? ""}
          onChange={choose}
        />
        {advice !== undefined && <p className="note note-waiting">{advice}</p>}
        {hidden.length > 0 && <HiddenMembers hidden={hidden} />}
      </div>
    </details>
  );
}

function HiddenMembers({ hidden }: { hidden: readonly { resource: string; members: readonly string[] }[] }) {
  return (
    <div className="note note-waiting">
      <p>What is sent in these members is dropped by the server:</p>
      <ul>
        {hidden.map(({ resource, members }) => (
          <li key={resource}>
            {resourceName(resource)}: {members.join(", ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

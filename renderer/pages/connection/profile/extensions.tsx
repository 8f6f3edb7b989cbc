import { Checkbox, Switch } from "@mantine/core";
import type { ProfileView } from "../../../../shared/domain/profile.ts";
import { projectKey, sendsProject } from "../../../../shared/domain/unsent.ts";
import { counted } from "../../../format.ts";
import { projectTitle, switchExtension } from "../../../profile-draft.ts";
import type { ProfileEditing } from "../profile-tab.tsx";

/** Core is always in; each extension with what it brings. */
export function Extensions({ editing }: { editing: ProfileEditing }) {
  const { view, profile, closed, change } = editing;
  const hasExtensions = view.projects.length > 1;
  return (
    <section aria-labelledby="extensions-title" className="block-of">
      <h2 id="extensions-title">Core and extensions</h2>
      <ul className="switches">
        {view.projects.map((project) => {
          const isCore = projectKey(project.project) === "edfi";
          return (
            <li key={project.project}>
              <Switch
                disabled={isCore || closed}
                checked={sendsProject(profile.extensions, project.project)}
                label={titleOf(project)}
                description={broughtBy(project, isCore)}
                onChange={() => change(switchExtension(view, profile, project.project))}
              />
            </li>
          );
        })}
      </ul>
      {hasExtensions && (
        <Checkbox
          disabled={closed}
          checked={profile.extensions === "all"}
          label="Every extension, also those that the server gets later"
          onChange={({ currentTarget: { checked } }) =>
            change({ ...profile, extensions: checked ? "all" : extensionsNow(view, profile.extensions) })
          }
        />
      )}
      {!hasExtensions && <p className="quiet">This server has no extensions.</p>}
    </section>
  );
}

type Project = ProfileView["projects"][number];

const titleOf = ({ project, version }: Project) => [projectTitle(project), version].filter(Boolean).join(" ");

function broughtBy({ resources, parts }: Project, isCore: boolean): string {
  const own = counted(resources, "resource", "resources");
  if (isCore) return `${own}, always on`;
  return parts > 0 ? `${own}, and parts in ${counted(parts, "other resource", "other resources")}` : own;
}

const extensionsNow = ({ projects }: ProfileView, extensions: "all" | readonly string[]) =>
  projects
    .map(({ project }) => project)
    .filter((project) => projectKey(project) !== "edfi" && sendsProject(extensions, project));

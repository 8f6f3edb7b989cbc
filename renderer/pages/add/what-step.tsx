import { Button, Checkbox, Radio } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { ProfileView } from "../../../shared/domain/profile.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { counted } from "../../format.ts";
import { linkTo, places } from "../../routes.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";

export function WhatStep({ id }: { id: string }) {
  const { value, failure, askAgain } = useAnswer("profile.show", { connection: id });
  if (value) return <Choice id={id} view={value} />;
  if (failure === undefined) return <PageSkeleton label="Asking the server what it has" />;
  return (
    <div className="form">
      <Failure sentence={failure} retry={askAgain} />
      <div className="buttons">
        <Button component="a" href={linkTo(places.setUp(id, "folder"))}>
          Send everything, and choose later
        </Button>
      </div>
    </div>
  );
}

/** The coarse choice; single resources are switched on the connection's own page. */
function Choice({ id, view }: { id: string; view: ProfileView }) {
  const { client } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const [all, setAll] = useState(view.profile.extensions === "all");
  const extensions = view.projects.filter(({ project }) => project !== "ed-fi");
  const [chosen, setChosen] = useState(extensions.filter(({ on }) => on).map(({ project }) => project));
  const save = () =>
    act(async () => {
      const profile = { ...view.profile, extensions: all ? ("all" as const) : chosen };
      await client.call("profile.save", { connection: id, profile });
      navigate(places.setUp(id, "folder"));
    });
  return (
    <div className="form">
      <p>{coreWords(view)}</p>
      {extensions.length > 0 && (
        <Radio.Group
          label="Which extensions?"
          value={all ? "all" : "some"}
          onChange={(value) => setAll(value === "all")}
        >
          <div className="choices">
            <Radio value="all" label="Ed-Fi core and every extension of the server" />
            <Radio value="some" label="Ed-Fi core, and these extensions" />
            {extensions.map(({ project, version, resources, parts }) => (
              <Checkbox
                key={project}
                className="indented"
                disabled={all}
                checked={all || chosen.includes(project)}
                label={`${project.toUpperCase()} ${version ?? ""}: ${extensionWords(resources, parts)}`}
                onChange={({ currentTarget: { checked } }) =>
                  setChosen((before) =>
                    checked ? [...before, project] : before.filter((each) => each !== project),
                  )
                }
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <p className="quiet">Single resources can be switched off, or left to another system, at any time.</p>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      <div className="buttons">
        <Button variant="filled" aria-disabled={busy} onClick={() => !busy && save()}>
          Continue
        </Button>
      </div>
    </div>
  );
}

function coreWords({ projects }: ProfileView) {
  const core = projects.find(({ project }) => project === "ed-fi");
  return core
    ? `This server has ${counted(core.resources, "resource", "resources")} of Ed-Fi core. All of them are sent, as far as your files have records of them.`
    : "All that your files have records of is sent.";
}

function extensionWords(resources: number, parts: number) {
  const own = counted(resources, "resource", "resources");
  return parts > 0 ? `${own}, and parts of ${counted(parts, "core resource", "core resources")}` : own;
}

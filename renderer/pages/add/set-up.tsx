import type { SetUpStep } from "../../routes.ts";
import { CheckStep } from "./check-step.tsx";
import { FolderStep } from "./folder-step.tsx";
import { WhatStep } from "./what-step.tsx";
import { WizardFrame } from "./wizard-frame.tsx";

/** The steps of a new connection that is stored already: they can be left, and come back to. */
export function SetUp({ id, step }: { id: string; step: SetUpStep }) {
  return (
    <WizardFrame step={step} key={step}>
      <Step id={id} step={step} />
    </WizardFrame>
  );
}

function Step({ id, step }: { id: string; step: SetUpStep }) {
  switch (step) {
    case "what":
      return <WhatStep id={id} />;
    case "folder":
      return <FolderStep id={id} />;
    case "check":
      return <CheckStep id={id} />;
    default:
      return step satisfies never;
  }
}

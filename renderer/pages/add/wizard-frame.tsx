import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { PageTitle } from "../../components/page-title.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { type Suggestion, TestSteps } from "../../components/test-steps.tsx";
import type { WizardStep } from "../../routes.ts";
import type { Probe } from "../../use-probe.ts";

const steps: readonly { step: WizardStep; words: string }[] = [
  { step: "address", words: "Address" },
  { step: "key", words: "Key and secret" },
  { step: "what", words: "What to send" },
  { step: "folder", words: "Where records come from" },
  { step: "check", words: "Check" },
];

interface WizardFrameProps {
  step: WizardStep;
  /** Absent: this step cannot be gone back from. */
  goTo?: (step: WizardStep) => void;
  test?: Pick<Probe, "steps" | "busy" | "refusal"> & {
    apply: (suggestion: Suggestion) => void;
    upTo: "discovery" | "permissions";
  };
  children: ReactNode;
}

/** The steps on top, the question on the left, and what the server says to it on the right. */
export function WizardFrame({ step, goTo, test, children }: WizardFrameProps) {
  const at = steps.findIndex((each) => each.step === step);
  return (
    <>
      <PageTitle title="Add a connection" />
      <ol className="wizard-steps" aria-label="Steps to a new connection">
        {steps.map(({ step: each, words }, index) => (
          <li
            key={each}
            className={index < at ? "done" : index === at ? "current" : ""}
            {...(index === at && { "aria-current": "step" })}
          >
            <span className="wizard-number" aria-hidden="true">
              {index < at ? <IconCheck size={14} stroke={2.5} /> : index + 1}
            </span>
            {index < at && goTo && index < 2 ? (
              <button type="button" onClick={() => goTo(each)}>
                {words}
              </button>
            ) : (
              <span>{words}</span>
            )}
            {index < at && <span className="hidden">, done</span>}
          </li>
        ))}
      </ol>
      <div className={test ? "wizard with-test" : "wizard"}>
        <section aria-label={steps[at]?.words}>{children}</section>
        {test && (
          <section className="test-panel" aria-labelledby="test-title">
            <h2 id="test-title">What the server says</h2>
            {test.refusal !== undefined && <Refusal sentence={test.refusal} />}
            <TestSteps {...test} />
          </section>
        )}
      </div>
    </>
  );
}

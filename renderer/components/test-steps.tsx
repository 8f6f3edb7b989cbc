import { Button, Loader } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import type { TestStep } from "../../shared/domain/connection.ts";

type StepName = TestStep["step"];
export type Suggestion = NonNullable<TestStep["suggestion"]>;

const titles: Readonly<Record<StepName, string>> = {
  address: "Address",
  tls: "Secure line (TLS)",
  discovery: "Server and version",
  token: "Key and secret",
  token_info: "What the key is good for",
  read: "Reading one record",
  permissions: "Rights for what you send",
};
const order = Object.keys(titles) as StepName[];

interface TestStepsProps {
  steps: readonly TestStep[];
  busy: boolean;
  /** Applies what would probably make it right. */
  apply?: (suggestion: Suggestion) => void;
  /** Steps that were not tried are shown too, up to this one. */
  upTo?: StepName;
}

/** The step test: each step with its outcome in a word, what was found and what to do. */
export function TestSteps({ steps, busy, apply, upTo = "permissions" }: TestStepsProps) {
  const shown = order.slice(0, order.indexOf(upTo) + 1);
  const known = new Map(steps.map((step) => [step.step, step]));
  const firstUntried = shown.find((name) => !known.has(name));
  return (
    <>
      <ol className="test-steps" aria-label="Steps of the test">
        {shown.map((name) => (
          <StepLine
            key={name}
            name={name}
            step={known.get(name)}
            trying={busy && name === firstUntried}
            apply={apply}
          />
        ))}
      </ol>
      <p className="hidden" role="status">
        {busy ? "Testing" : spokenOutcome(steps)}
      </p>
    </>
  );
}

/** What a screen reader says when the test is over. */
function spokenOutcome(steps: readonly TestStep[]) {
  const failed = steps.filter(({ ok }) => !ok);
  if (steps.length === 0) return "";
  if (failed.length === 0) return "Every step of the test works.";
  return failed.map(({ step, advice }) => `${titles[step]} does not work. ${advice ?? ""}`).join(" ");
}

interface StepLineProps {
  name: StepName;
  step: TestStep | undefined;
  trying: boolean;
  apply: ((suggestion: Suggestion) => void) | undefined;
}

function StepLine({ name, step, trying, apply }: StepLineProps) {
  const outcome = step ? (step.ok ? "works" : "failed") : trying ? "trying" : "untried";
  return (
    <li className={`test-step test-step-${outcome}`}>
      <StepIcon outcome={outcome} />
      <div>
        <h3>
          {titles[name]} <span className="outcome">{outcomeWords[outcome]}</span>
        </h3>
        {step && <StepFindings step={step} apply={apply} />}
      </div>
    </li>
  );
}

type Outcome = "works" | "failed" | "trying" | "untried";
const outcomeWords: Readonly<Record<Outcome, string>> = {
  works: "works",
  failed: "does not work",
  trying: "is being tried",
  untried: "not tried yet",
};

function StepIcon({ outcome }: { outcome: Outcome }) {
  const size = { size: 20, stroke: 1.75, "aria-hidden": true } as const;
  switch (outcome) {
    case "works":
      return <IconCircleCheck {...size} />;
    case "failed":
      return <IconCircleX {...size} />;
    case "trying":
      return <Loader size={20} aria-hidden />;
    case "untried":
      return <IconCircleDashed {...size} />;
    default:
      return outcome satisfies never;
  }
}

function StepFindings({ step, apply }: { step: TestStep; apply: StepLineProps["apply"] }) {
  const { found, status, advice, details, suggestion } = step;
  return (
    <>
      {(found ?? status) !== undefined && (
        <p className="quiet">{[found, status && `status ${status}`].filter(Boolean).join(" · ")}</p>
      )}
      {advice !== undefined && <p className="advice">{advice}</p>}
      {suggestion && apply && <SuggestionButtons suggestion={suggestion} apply={apply} />}
      {details && details.length > 0 && (
        <details>
          <summary>Details</summary>
          <ul>
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function SuggestionButtons({
  suggestion: { url, year, trustOrigin },
  apply,
}: {
  suggestion: Suggestion;
  apply: (suggestion: Suggestion) => void;
}) {
  return (
    <div className="buttons">
      {url !== undefined && (
        <Button variant="light" className="wraps" onClick={() => apply({ url })}>
          Use {url}
        </Button>
      )}
      {year !== undefined && (
        <Button variant="light" onClick={() => apply({ year })}>
          Use school year {year}
        </Button>
      )}
      {trustOrigin !== undefined && (
        <Button variant="outline" className="wraps" onClick={() => apply({ trustOrigin })}>
          Yes, {trustOrigin} may receive the key and the records
        </Button>
      )}
    </div>
  );
}

import type { StageVerdict } from "../../../shared/domain/first-sync.ts";
import { counted, percent } from "../../../shared/sentence-numbers.ts";

/** What is counted of a stage that was sent. */
export type StageFigures = Omit<StageVerdict, "share" | "advice" | "why">;

/** More of a stage than this being refused or held, something is wrong with the stage and not with single records. */
const mostShare = 0.02;
/** A cause that holds more records than this floods the list of those who have to mend it. */
export const mostHeld = 100;

/** Whether to go on after a stage, and why. Pure. */
export function judgeStage(figures: StageFigures): StageVerdict {
  const { accepted, refused, held } = figures;
  const tried = accepted + refused + held;
  const share = tried === 0 ? 0 : (refused + held) / tried;
  const reason = reasonToStop(figures, share);
  return {
    ...figures,
    share,
    advice: reason === undefined ? "go" : "stop",
    why: reason ?? reasonToGo(figures),
  };
}

function reasonToStop({ left, refused, held, causes }: StageFigures, share: number): string | undefined {
  if (left > 0) return `${recordsHave(left)} not been sent yet: send this stage again.`;
  const flood = causes.reduce((worst, { holds }) => Math.max(worst, holds), 0);
  if (flood > mostHeld)
    return `One cause alone keeps ${counted(flood)} records back, in this stage and in later ones. Mend it first, and send this stage again.`;
  if (share > mostShare)
    return `${recordsHave(refused + held)} been refused or held: ${atLeast(share)} of this stage. Mend the causes, and send this stage again.`;
  return undefined;
}

function reasonToGo({ accepted, refused, held }: StageFigures): string {
  if (refused + held === 0) return accepted === 0 ? "Nothing is in its way." : "Everything was accepted.";
  return `${recordsHave(refused + held)} been refused or held. That is little, and not much hangs on it: go on, and mend it beside.`;
}

const recordsHave = (count: number) => (count === 1 ? "1 record has" : `${counted(count)} records have`);
/** Never "2 %" for what is more than that. */
const atLeast = (share: number) => percent(Math.ceil(share * 1000) / 1000);

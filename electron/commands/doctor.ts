import type { Command } from "commander";
import type { Check } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { Session } from "./session.ts";
import { printable } from "./words.ts";

const badConfiguration = 2;

export function addDoctor(program: Command, session: Session) {
  program
    .command("doctor")
    .description("what this machine has, and what Steward misses")
    .action(() => doctor(session));
}

async function doctor(session: Session) {
  const core = await session.withCore(({ ask }) => ask("doctor.run", {})).catch(unopened);
  const { checkHost } = await import("./host-checks.ts");
  const checks = [...core.checks, ...checkHost()];
  const { ok } = core;
  session.answer({ ok, checks }, () => checks.map(checkText).join("\n"));
  session.end(ok ? 0 : badConfiguration);
}

/** A data folder that cannot be opened is a finding too. */
function unopened(error: unknown): { ok: boolean; checks: Check[] } {
  if (!(error instanceof AppError) || error.code === "cancelled") throw error;
  return {
    ok: false,
    checks: [{ name: "data folder", ok: false, found: "not opened", advice: error.message }],
  };
}

function checkText({ name, ok, optional, found, advice }: Check): string {
  const line = `${ok ? "ok    " : optional ? "warn  " : "not ok"}  ${name.padEnd(14)}  ${printable(found)}`;
  return ok || !advice ? line : `${line}\n        ${printable(advice)}`;
}

import type { Command } from "commander";
import { causesTable } from "./causes-table.ts";
import { watchingCheck } from "./check-progress.ts";
import { names } from "./options.ts";
import { causesHeading } from "./push-words.ts";
import type { Session } from "./session.ts";
import { withToldFiles } from "./told-files.ts";
import { some } from "./words.ts";

const someRefused = 1;

export function addCheck(program: Command, session: Session) {
  program
    .command("check <name>")
    .description(
      "what would be refused of the records to be sent, found before sending: nothing is asked of the server",
    )
    .option("--resource <names>", "only these resources; may be repeated, or a comma list", names)
    .action((name: string, { resource }: { resource?: readonly string[] }) => check(session, name, resource));
}

async function check(session: Session, connection: string, resources: readonly string[] | undefined) {
  const input = { connection, ...(resources && { resources: [...resources] }) };
  const report = await session.withCore((desk) =>
    watchingCheck(session, desk, () => desk.ask("check.run", input)),
  );
  const { checked, problems } = report;
  session.answer({ ...report, problems: withToldFiles(problems) }, () => {
    const looked = `${some(checked, "record")} checked, nothing was sent.`;
    if (problems.length === 0) return `${looked} Nothing was found that the server would refuse.`;
    const table = causesTable(session, problems);
    return [looked, causesHeading(problems), table].join("\n");
  });
  session.end(problems.length > 0 ? someRefused : 0);
}

import type { Command } from "commander";
import { isTopic } from "../../shared/dictionary/dictionary.ts";
import type { Explanation, Place, Topic } from "../../shared/domain/dictionary.ts";
import { AppError } from "../../shared/errors.ts";
import type { Session } from "./session.ts";
import { typed } from "./words.ts";

export function addDictionary(program: Command, session: Session) {
  program
    .command("dictionary [topic]")
    .description("what each kind of cause means and what to do about it; your own notes to it")
    .option("--note <text>", "write a note to the topic, for all who work here; an empty one takes it away")
    .action((topic: string | undefined, { note }: { note?: string }) => dictionary(session, topic, note));
}

async function dictionary(session: Session, name: string | undefined, note: string | undefined) {
  if (name === undefined) {
    if (note !== undefined)
      throw new AppError(
        "invalid-input",
        "Say which topic the note is for: 'steward dictionary TOPIC --note TEXT'.",
      );
    const entries = await session.withCore(({ ask }) => ask("dictionary.list", {}));
    return session.answer(entries, () =>
      session.table(
        [{ title: "Topic" }, { title: "What it means", flexible: true }, { title: "Note", flexible: true }],
        entries.map(({ topic, means, note: written }) => [topic, means, written ?? ""]),
      ),
    );
  }
  const topic = readTopic(name);
  const entry = await session.withCore(({ ask }) =>
    note === undefined ? ask("dictionary.explain", { topic }) : ask("dictionary.note", { topic, text: note }),
  );
  session.answer(entry, () => explanationText(entry));
}

function readTopic(name: string): Topic {
  if (isTopic(name)) return name;
  throw new AppError("not-found", `The dictionary has no topic "${name}". 'steward dictionary' lists them.`);
}

/** An entry for people; with a connection's name also the command that leads to the place of the repair. */
export function explanationText(
  { means, misleads, steps, place, note }: Explanation,
  connection?: string,
): string {
  const command = connection === undefined ? undefined : commandFor(place, connection);
  return [
    means,
    ...(misleads === undefined ? [] : [misleads]),
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(command === undefined ? [] : [`Here: ${command}`]),
    ...(note === undefined ? [] : [`Your note: ${note}`]),
  ].join("\n");
}

/** Undefined where no command of Steward makes the repair. */
function commandFor(place: Place, connection: string): string | undefined {
  const name = typed(connection);
  switch (place) {
    case "mapping":
      return `steward descriptors ${name} --unmapped --suggest`;
    case "profile":
      return `steward profile ${name}`;
    case "permissions":
      return `steward permissions ${name}`;
    case "connection-test":
      return `steward connection test ${name}`;
    case "key":
      return `steward connection rotate ${name}`;
    case "folders":
    case "source-file":
      return `steward source scan ${name}`;
    case "record":
      return `steward record ${name} ID`;
    case "push":
      return `steward push ${name}`;
    case "nowhere":
      return undefined;
    default:
      return place satisfies never;
  }
}

import type { Command, CommanderError } from "commander";

/** What is wrong with a command line as a sentence, and where to read more. Never repeats a value that was typed. */
export function usageSentence(error: CommanderError, program: Command, argv: readonly string[]): string {
  const [what = "", hint] = error.message.replace(/^error: /, "").split("\n");
  if (error.code === "commander.help") return `Say what to do: '${pathOf(program, argv)} --help' lists it.`;
  if (/^unknown option '--(key|secret|password|passphrase|proxy-user|proxy-password)['=]/.test(what))
    return "A key or a secret never goes on the command line, where others can read it. Steward asks for them, or reads STEWARD_KEY, STEWARD_SECRET, STEWARD_PASSPHRASE, STEWARD_PROXY_USER and STEWARD_PROXY_PASSWORD with --credentials-from-env.";
  const said =
    error.code === "commander.excessArguments" ? "Too many arguments" : capital(withoutValue(what));
  const meant = hint?.match(/Did you mean (.*)\?/)?.[1];
  return `${said.replace(/\.$/, "")}.${meant ? ` Did you mean ${meant}?` : ""} '${pathOf(program, argv)} --help' says more.`;
}

/** "unknown option '--colour=red'" -> "unknown option '--colour'". */
const withoutValue = (message: string) => message.replace(/'(--?[\w-]+)=[^']*'/, "'$1'");

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The command that was meant, as far as it is known: "steward connection add". */
function pathOf(program: Command, argv: readonly string[]): string {
  let command = program;
  const path = [program.name()];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) continue;
    command = next;
    path.push(word);
  }
  return path.join(" ");
}

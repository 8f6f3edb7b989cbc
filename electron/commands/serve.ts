import type { Command } from "commander";
import type { Transport } from "../../shared/rpc.ts";
import { machineLanguage } from "../../shared/sentence-numbers.ts";
import { openHome } from "../home.ts";
import { wholeNumber } from "./options.ts";
import { type Session, whenStopped } from "./session.ts";

interface ServeFlags {
  port?: number;
  open: boolean;
}

const interrupted = 130;

export function addServe(program: Command, session: Session) {
  program
    .command("serve")
    .description("Steward in the browser of this machine, until interrupted")
    .option("--port <port>", "its port; any free one otherwise", wholeNumber("--port", 0, 65_535))
    .option("--no-open", "say the address, and open no browser")
    .action((flags: ServeFlags) => serve(session, flags));
}

async function serve(session: Session, flags: ServeFlags) {
  const { reportBugsTo } = await import("../bugs.ts");
  const { startCoreThread } = await import("../core-thread.ts");
  const home = openHome(session.options().home);
  const credentials = session.options().credentialsFromEnv ? "environment" : "keychain";
  const reportBug = reportBugsTo(home, session.terminal);
  const core = startCoreThread({ home, credentials, host: "browser", numbers: machineLanguage(), reportBug });
  try {
    await core.ready;
    await showPages(session, core, flags, (url) =>
      session.answer({ url }, () => `Steward is open at ${url}`),
    );
  } finally {
    await core.stop();
  }
  session.end(interrupted);
}

/** Serves the pages of this core until the command is interrupted; `tell` learns their address. */
export async function showPages(
  session: Session,
  core: Transport,
  { port = 0, open }: ServeFlags,
  tell: (url: string) => void,
): Promise<void> {
  const { serveOnLoopback } = await import("../loopback/server.ts");
  const { builtRendererFolder } = await import("../renderer-files.ts");
  const host = await serveOnLoopback(core, { port, rendererFolder: builtRendererFolder() });
  tell(host.url);
  session.note("Ctrl-C closes it.");
  if (open) {
    const { openInBrowser } = await import("../loopback/browser.ts");
    openInBrowser(host.url);
  }
  await whenStopped(session.terminal.stop);
  await host.close();
}

import { parseArgs } from "node:util";
import { AppError, exitStatusOf } from "../shared/errors.ts";
import { reportBugsTo } from "./commands/bugs.ts";
import { startCoreThread } from "./core-thread.ts";
import { openHome } from "./home.ts";
import { openInBrowser } from "./loopback/browser.ts";
import { serveOnLoopback } from "./loopback/server.ts";
import { builtRendererFolder } from "./renderer-files.ts";

/** Entry point of the browser host: the same pages as in the window, in the default browser. */
try {
  await serve(readFlags());
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  process.exitCode = exitStatusOf[error.code];
}

interface Flags {
  home: string;
  port: number;
  open: boolean;
  credentials: "keychain" | "environment";
}

async function serve({ home, port, open, credentials }: Flags) {
  const core = startCoreThread({ home, credentials, reportBug: reportBugsTo(home, process) });
  try {
    await core.ready;
    const host = await serveOnLoopback(core, { port, rendererFolder: builtRendererFolder() });
    console.log(`Steward is open at ${host.url}\nPress Ctrl-C to close it.`);
    if (open) openInBrowser(host.url);
    await interrupted();
    await host.close();
  } finally {
    await core.stop();
  }
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
      options: {
        home: { type: "string" },
        port: { type: "string", default: "0" },
        "no-open": { type: "boolean", default: false },
        "credentials-from-env": { type: "boolean", default: false },
      },
    });
    return {
      home: openHome(values.home),
      port: readPort(values.port),
      open: !values["no-open"],
      credentials: values["credentials-from-env"] ? "environment" : "keychain",
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "invalid-input",
      `${(error as Error).message.replace(/\.$/, "")}. Flags: --home DIR, --port PORT, --no-open, --credentials-from-env.`,
    );
  }
}

function readPort(text: string) {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new AppError("invalid-input", "--port is a number from 0 to 65535; 0 finds a free one.");
}

/** Further signals are ignored: npm and the terminal both send one, and the second must not cut off the saving. */
function interrupted() {
  return new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

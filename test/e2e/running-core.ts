import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { createCore } from "../../electron/core/core.ts";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import { type Client, createClient } from "../../shared/client.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { program, start } from "../hosts/command-line.ts";
import { pagesFolder } from "./build-pages.ts";
import { electron } from "./host.ts";
import { OverviewPage } from "./overview-page.ts";

export interface CoreOptions {
  /** Its data folder. */
  readonly home: string;
  /** The one key and secret of all its connections. */
  readonly credentials: { readonly key: string; readonly secret: string };
}

/** The core itself behind the host of this run, in this process or in another. */
export interface RunningCore {
  readonly client: Client;
  /** Shows its pages, from the overview on. */
  open(): Promise<OverviewPage>;
  /** What it did not expect, so far. */
  bugs(): readonly unknown[];
  close(): Promise<void>;
}

const environmentOf = ({ credentials }: CoreOptions) => ({
  STEWARD_KEY: credentials.key,
  STEWARD_SECRET: credentials.secret,
});

/** In this process, its pages in the browser. */
export async function startOnLoopback(page: Page, options: CoreOptions): Promise<RunningCore> {
  const bugs: unknown[] = [];
  const core = createCore({
    home: options.home,
    host: "browser",
    credentials: "environment",
    environment: environmentOf(options),
    reportBug: (error) => bugs.push(error),
  });
  const host = await serveOnLoopback(core, { rendererFolder: pagesFolder });
  return {
    client: createClient(core),
    open: async () => {
      await page.goto(host.url);
      return new OverviewPage(page);
    },
    bugs: () => bugs,
    close: async () => {
      await host.close();
      await core.close();
    },
  };
}

/** `steward serve` in a process of its own, its pages in the browser, and the core reached through them only. */
export async function startServing(page: Page, options: CoreOptions): Promise<RunningCore> {
  const flags = ["--home", options.home, "--credentials-from-env", "serve", "--no-open"];
  const serving = start(program, flags, environmentOf(options));
  await serving.sees("Ctrl-C closes it.");
  await page.goto(/http:\/\/127\S+/.exec(serving.seen().stdout)?.[0] ?? "");
  return {
    ...throughPage(page, options),
    close: async () => {
      serving.child.kill("SIGTERM");
      await serving.outcome;
    },
  };
}

/** Steward's window, as a person starts it. */
export async function startWindow(options: CoreOptions): Promise<RunningCore & { page: Page }> {
  const application = await launchWindow(options.home, environmentOf(options));
  const page = await shownPage(application);
  return { page, ...throughPage(page, options), close: () => application.close() };
}

/** The window's page, once it shows something: before it is another one. */
export async function shownPage(application: ElectronApplication): Promise<Page> {
  const page = await application.firstWindow();
  await page.getByRole("main").waitFor();
  return page;
}

/** Electron itself with Steward in it. `words`: more of its command line. */
export function launchWindow(
  home: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<ElectronApplication> {
  if (electron === undefined) throw new Error("Electron's binary is not on this machine.");
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env as Record<string, string>;
  return _electron.launch({
    executablePath: electron,
    args: [...switches(), checkout, "--home", home, "--credentials-from-env", ...words],
    env: { ...inherited, ...environment, TZ: "UTC", LANG: "en_US.UTF-8" },
  });
}

/** The folder of package.json, in which Electron finds dist/main.js. */
export const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** Chromium's: no sandbox for the superuser, as in a container; and the language that the specs read. */
export const switches = () => [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--lang=en-US"];

/** The core as the page reaches it: by the window's bridge, or by the browser host. */
function throughPage(page: Page, { home }: CoreOptions) {
  const transport: Transport = {
    call: (name, input) => page.evaluate(callFromPage, { name, input }),
    listen: () => () => {},
  };
  const log = join(home, "steward.log");
  return {
    client: createClient(transport),
    open: async () => {
      await page.reload();
      await page.evaluate(() => {
        location.hash = "/";
      });
      return new OverviewPage(page);
    },
    bugs: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}

async function callFromPage({ name, input }: { name: string; input: unknown }): Promise<Reply> {
  const { transport } = window as { transport?: Pick<Transport, "call"> };
  if (transport) return transport.call(name, input);
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/call", { method: "POST", headers, body: JSON.stringify({ name, input }) });
  return (await answer.json()) as Reply;
}

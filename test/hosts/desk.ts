import { afterEach, beforeEach, type Mock, vi } from "vitest";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { fake, saved } from "./fake-desktop.ts";
import { defaultWorld } from "./fake-world.ts";
import { type StartOptions, startDesktop } from "./start-desktop.ts";
import { makeRendererFolder } from "./transports.ts";

/** What the mocks of a test file read. */
interface DeskWorld {
  /** In the place of startCoreThread. */
  readonly thread: Mock;
  pages: string;
  hasTray: boolean;
}

const { platform } = process;
export const as = (name: NodeJS.Platform) => Object.defineProperty(process, "platform", { value: name });
export const [state, practice] = defaultWorld().statuses as [ConnectionStatus, ConnectionStatus];
export const one = { statuses: [practice] };
export const id = practice.connection.id;

/** Everything that waits for its turn has had it. */
export const settle = () => vi.advanceTimersByTimeAsync(5000);

/** The window host over an Electron of plain objects, on Windows unless told: anew for each test of a file. */
export function openDesk(world: DeskWorld) {
  let pages: ReturnType<typeof makeRendererFolder>;
  beforeEach(() => {
    pages = makeRendererFolder();
    Object.assign(world, { pages: pages.folder, hasTray: true });
    Object.assign(process, { resourcesPath: pages.folder });
    fake.reset();
    for (const name of Object.keys(saved)) delete saved[name];
    as("win32");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    pages.remove();
    as(platform);
    vi.useRealTimers();
  });

  /** Starts, and lets the first question to the core be answered. */
  const start = async (options: StartOptions = {}) => {
    const started = await startDesktop(world.thread, options);
    await settle();
    const [window] = fake.windows;
    if (!window) throw new Error("There is no window.");
    const asked = (name: string) => started.asked.filter(([one]) => one === name).map(([, input]) => input);
    const call = (name: string, input: unknown = {}) =>
      fake.channels.get("call")?.(
        { sender: window.webContents, senderFrame: { url: "app://steward/", parent: null } },
        name,
        input,
      );
    return { ...started, window, asked, call };
  };
  return { start, folder: () => pages.folder };
}

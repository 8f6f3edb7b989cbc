import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type ElectronApplication, expect, type Page } from "@playwright/test";
import { startPractice } from "../../electron/practice/practice.ts";
import { electron, hasWindow, whyNoWindow } from "./host.ts";
import { expectPolicyHolds } from "./policy-attacks.ts";
import { checkout, launchWindow, shownPage, switches } from "./running-core.ts";

base.skip(!hasWindow, whyNoWindow);

const environment = { STEWARD_KEY: "a key", STEWARD_SECRET: "a secret" };

/** Steward's window on a data folder of the test's own. */
const test = base.extend<{ home: string; application: ElectronApplication; page: Page }>({
  home: async ({ playwright: _ }, use) => {
    const home = mkdtempSync(join(tmpdir(), "steward-window-"));
    await use(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
  application: async ({ home }, use) => {
    const application = await launchWindow(home, environment);
    await use(application);
    await application.close();
  },
  page: async ({ application }, use) => {
    await use(await shownPage(application));
  },
});

/** Runs a program to its end. */
async function run(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const told = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      told[name] += text;
    });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...told };
}

const runElectron = (words: readonly string[], env?: NodeJS.ProcessEnv) =>
  run(electron ?? "", [...switches(), checkout, ...words], env);

test.describe("the page", () => {
  test("has no Node and nothing of Electron but a bridge of three functions, in a sandbox of its own", async ({
    application,
    page,
  }) => {
    const found = await page.evaluate(() => {
      const names = [
        "require",
        "process",
        "module",
        "Buffer",
        "global",
        "__dirname",
        "electron",
        "ipcRenderer",
      ];
      const { transport } = window as unknown as { transport: object };
      return { node: names.filter((name) => name in window), bridge: Object.keys(transport) };
    });
    expect(found).toEqual({ node: [], bridge: ["call", "listen", "pathOf"] });
    const settings = await application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Electron's types leave it out.
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
      return contents.getLastWebPreferences();
    });
    expect(settings).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    // What the page does to its own objects does not reach the bridge's.
    const reply = await page.evaluate(async () => {
      Array.prototype.push = () => 0;
      const { transport } = window as unknown as {
        transport: { call(name: string, input: unknown): unknown };
      };
      return transport.call("connections.list", {});
    });
    expect(reply).toEqual({ ok: true, value: [] });
  });

  test("comes with its policy, and the policy holds", async ({ page }) => {
    const policies = await page.evaluate(async () => {
      const answers = await Promise.all(["/", "/nothing"].map((path) => fetch(path)));
      return answers.map(({ status, headers }) => [status, headers.get("content-security-policy")] as const);
    });
    expect(policies.map(([status]) => status)).toEqual([200, 404]);
    for (const [, policy] of policies) {
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(policy).not.toContain("unsafe");
    }
    await expectPolicyHolds(page);
  });

  test("goes nowhere else: no navigation, no window, no request", async ({ application, page }) => {
    const practice = await startPractice();
    const address = page.url();
    const tried = await page.evaluate(async (url) => {
      const opened = [url, "file:///etc/passwd", "https://evil.example/"].map(
        (each) => window.open(each) === null,
      );
      const reached = await fetch(url).then(
        () => true,
        () => false,
      );
      location.href = url;
      return { opened, reached };
    }, practice.url);
    expect(tried).toEqual({ opened: [true, true, true], reached: false });
    await page.evaluate(() => {
      location.href = "file:///etc/passwd";
    });
    await expect(page.getByRole("main")).toBeVisible();
    expect(page.url()).toBe(address);
    expect(application.windows()).toHaveLength(1);
    expect(practice.counts()).toMatchObject({ writes: 0 });
    await practice.close();
  });

  test("gets no permission", async ({ page }) => {
    const states = await page.evaluate(async () => {
      const names = ["camera", "microphone", "geolocation", "notifications", "midi", "clipboard-read"];
      const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      const refused = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => false,
        () => true,
      );
      return {
        states: (await Promise.all(asked)).map(({ state }) => state),
        refused,
        notification: await Notification.requestPermission(),
      };
    });
    expect(new Set(states.states)).toEqual(new Set(["denied"]));
    expect(states).toMatchObject({ refused: true, notification: "denied" });
  });

  test("offers files from memory", async ({ application, page, home }) => {
    const file = join(home, "offered.txt");
    const arrived = application.evaluate(
      ({ session }, path) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once("will-download", (_event, item) => {
            item.setSavePath(path);
            item.once("done", (_, state) => resolve(state));
          });
        }),
      file,
    );
    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(["from memory"]));
      Object.assign(document.createElement("a"), { href, download: "offered.txt" }).click();
    });
    expect(await arrived).toBe("completed");
    expect(readFileSync(file, "utf8")).toBe("from memory");
  });
});

test.describe("the application", () => {
  test("has a menu, and sends no call of a stranger to the core", async ({ application, page }) => {
    const labels = await application.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label),
    );
    expect(labels?.length).toBeGreaterThan(3);
    // A second window, as an attacker's code in the main process would open it: its page is not ours.
    const reply = await application.evaluate(
      async ({ BrowserWindow }, preload) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload } });
        await other.loadURL("app://steward/");
        const answer = await other.webContents.executeJavaScript('transport.call("connections.list", {})');
        other.destroy();
        return answer;
      },
      join(checkout, "dist", "preload.cjs"),
    );
    expect(reply).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    await expect(page.getByRole("main")).toBeVisible();
  });

  test("is one on each data folder: a second start ends, and the first comes to the front", async ({
    application,
    page,
    home,
  }) => {
    await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const second = await runElectron(["--home", home, "--credentials-from-env"], environment);
    expect(second.status).toBe(0);
    await expect
      .poll(() =>
        application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
      )
      .toBe(false);
    await expect(page.getByRole("main")).toBeVisible();
  });

  test("saves when it ends: the next one opens the same data folder, and so does its command line", async ({
    home,
  }) => {
    const practice = await startPractice();
    for (const wanted of [0, 1]) {
      const application = await launchWindow(home, {
        STEWARD_KEY: practice.key,
        STEWARD_SECRET: practice.secret,
      });
      const page = await shownPage(application);
      const count = await page.evaluate(async (url) => {
        const { transport } = window as unknown as {
          transport: { call(name: string, input: unknown): Promise<{ value: readonly unknown[] }> };
        };
        const { value } = await transport.call("connections.list", {});
        await transport.call("connections.add", { name: "Practice", settings: { url } });
        return value.length;
      }, practice.url);
      expect(count).toBe(wanted);
      await application.close();
    }
    const status = await runElectron(["--", "status", "--json", "--home", home], {
      DISPLAY: "",
      WAYLAND_DISPLAY: "",
    });
    expect(status).toMatchObject({ status: 0 });
    expect(JSON.stringify(JSON.parse(status.stdout))).toContain("Practice");
    await practice.close();
  });
});

test.describe("the command line of the executable", () => {
  test("answers without a screen, and says wrong use by its exit status", async () => {
    const noScreen = { DISPLAY: "", WAYLAND_DISPLAY: "" };
    expect(await runElectron(["--version"], noScreen)).toMatchObject({ status: 0, stdout: "0.1.0\n" });
    expect(await runElectron(["--", "psuh"], noScreen)).toMatchObject({ status: 2, stdout: "" });
  });
});

/** As `npm run package` made it: what its fuses forbid, tried. */
test.describe("the packed executable", () => {
  const packed = process.env.STEWARD_PACKED ?? "";
  test.skip(packed === "", "Set STEWARD_PACKED to the executable of a package, and this runs.");

  test("is no Node, and takes neither code nor a debugger from outside", async ({ home }) => {
    const marker = join(home, "ran.txt");
    const code = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "ran")`;
    writeFileSync(join(home, "evil.cjs"), code);
    const words = [...switches(), "--", "--version"];
    const asNode = await run(packed, ["-e", code], {
      ELECTRON_RUN_AS_NODE: "1",
      STEWARD_HOME: home,
      DISPLAY: "",
    });
    expect(asNode.stdout).not.toContain("ran");
    const withCode = await run(packed, words, { NODE_OPTIONS: `--require ${join(home, "evil.cjs")}` });
    expect(withCode).toMatchObject({ status: 0, stdout: "0.1.0\n" });
    const debugged = await run(packed, ["--inspect-brk=0", ...words]);
    expect(debugged).toMatchObject({ status: 0, stdout: "0.1.0\n" });
    expect(debugged.stderr).not.toContain("Debugger listening");
    expect(() => readFileSync(marker)).toThrow("ENOENT");
  });

  test("has its database and its keychain's code where it looks for them", async ({ home }) => {
    const doctor = await run(packed, [...switches(), "--", "doctor", "--json", "--home", home]);
    const { checks } = JSON.parse(doctor.stdout) as {
      checks: { name: string; ok: boolean; advice?: string }[];
    };
    expect(checks).toContainEqual(expect.objectContaining({ name: "database", ok: true }));
    expect(checks.find(({ name }) => name === "credentials")?.advice ?? "").not.toMatch(
      /missing|does not fit/,
    );
  });
});

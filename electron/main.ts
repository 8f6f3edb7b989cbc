import { parseArgs } from "node:util";
import { app } from "electron";
import { reportBugsTo } from "./bugs.ts";
import { runDesktop } from "./desktop/desktop.ts";
import { openHome } from "./home.ts";

/** Entry point of the window. Chromium adds switches of its own to the command line, so unknown ones are let through. */
const { values } = parseArgs({ options: { home: { type: "string" } }, strict: false });
const given = typeof values.home === "string" ? values.home : undefined;
app.setName("Steward");
const home = openHome(given);
const reportBug = reportBugsTo(home, process);
// Electron would show the error's text, which may hold a student's data.
process.on("uncaughtException", reportBug);
await runDesktop({ home, bundleFolder: import.meta.dirname, reportBug });

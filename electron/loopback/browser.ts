import { spawn } from "node:child_process";

/** The program and its arguments that open an address in the default browser: never through a shell. */
export function browserCommand(platform: NodeJS.Platform, url: string): readonly [string, readonly string[]] {
  if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  if (platform === "darwin") return ["open", [url]];
  return ["xdg-open", [url]];
}

/** Opens the default browser where there is one. Never fails: the address is printed as well. */
export function openInBrowser(url: string) {
  const [program, parameters] = browserCommand(process.platform, url);
  const child = spawn(program, parameters, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

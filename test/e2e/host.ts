import { installedElectron } from "../../build/electron-binary.ts";
import { hasChromium, whyNot as whyNoChromium } from "./chromium.ts";

/**
 * Over which host the specs run that use the core itself: the loopback host in this process; Steward's window; or, as the window
 * does it but in a browser, `steward serve` in a process of its own.
 */
export const host = readHost(process.env.STEWARD_HOST);

export const electron = installedElectron();
const hasScreen = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
export const hasWindow = electron !== undefined && hasScreen;
export const whyNoWindow =
  electron === undefined
    ? "Electron's binary is not on this machine. `node node_modules/electron/install.js` fetches it, and this runs."
    : "There is no screen here. Under xvfb-run this runs.";

export const hasHost = host === "window" ? hasWindow : hasChromium;
export const whyNot = host === "window" ? whyNoWindow : whyNoChromium;

function readHost(given: string | undefined) {
  if (given === "window" || given === "serve") return given;
  return "loopback";
}

import type { App, Session, Shell, WebContents } from "electron";
import { appAddress, isOwnAddress } from "./protocol.ts";

/** The only sites that a link may open in the person's browser. */
const externalHosts: ReadonlySet<string> = new Set(["docs.ed-fi.org", "techdocs.ed-fi.org", "www.ed-fi.org"]);

/**
 * https to a site of the list, on its usual port, without credentials in the address; undefined for all else. It is handed on as
 * it was understood here: what another program may read differently is never passed.
 */
export function externalAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(address);
  const plain = port === "" && username === "" && password === "";
  return protocol === "https:" && plain && externalHosts.has(hostname) ? href : undefined;
}

/** The one way from Steward to the person's browser. */
export async function openExternally(shell: Pick<Shell, "openExternal">, address: string): Promise<void> {
  const known = externalAddress(address);
  if (known !== undefined) await shell.openExternal(known);
}

/** The window shows Steward's own pages and nothing else: no navigation away, no second window, no embedded page. */
export function lockContents(app: Pick<App, "on">, shell: Pick<Shell, "openExternal">) {
  app.on("web-contents-created", (_, contents) => {
    denyForeignNavigation(contents);
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternally(shell, url).catch(() => {});
      return { action: "deny" };
    });
  });
}

function denyForeignNavigation(contents: WebContents) {
  contents.on("will-navigate", (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault();
  });
}

/** No camera, no notifications, no devices, and no request to anywhere but Steward's own pages. */
export function lockSession(session: Session) {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Its dictionaries would come from the net, past all that is forbidden to pages.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }));
}

/** The developer tools, where they are switched on, load their own pages; a file that a page has made is saved from memory. */
function mayRequest(address: string) {
  const known = ["devtools://", "data:image/", `blob:${appAddress}`];
  return isOwnAddress(address) || known.some((begin) => address.startsWith(begin));
}

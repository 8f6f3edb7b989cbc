import { setNonce } from "get-nonce";

/** The nonce that the host put into this page: browsers show it to the page's code as a property only. */
export function readNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
  // For the style element that keeps the page from scrolling behind a dialog.
  setNonce(nonce);
  return nonce;
}

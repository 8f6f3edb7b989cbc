import { randomBytes } from "node:crypto";

/**
 * One policy for the window and the loopback host: everything from Steward itself, nothing inline, nothing from the net.
 * A nonce lets in the style elements that the page's own code makes for its components; there is no "unsafe" anywhere.
 */
const contentSecurityPolicy = (nonce?: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A new one for every answer that is a page. */
export const makeNonce = (): string => randomBytes(18).toString("base64");

/** The headers of every answer that a page gets, from either host. */
export const securityHeaders = (nonce?: string) => ({
  "content-security-policy": contentSecurityPolicy(nonce),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
});

import keytar from "keytar";
import { afterEach, beforeEach } from "vitest";
import { endAll } from "./core/endings.ts";
import { entries, keychain } from "./core/memory-keychain.ts";

/**
 * Vitest runs this before each test file. Most files share a process and its modules: what is to be done around every
 * test is asked for here, since a module that several files import is only run once.
 */

// Words on pages are tested as they are in American English, whatever the computer of who runs them speaks.
Object.defineProperty(globalThis, "navigator", { value: { languages: ["en-US"] }, configurable: true });

// No test reaches the keychain of the person who runs it.
Object.assign(keytar, {
  getPassword: (service, account) => keychain.getPassword(service, account),
  setPassword: (service, account, password) => keychain.setPassword(service, account, password),
  deletePassword: (service, account) => keychain.deletePassword(service, account),
} satisfies typeof keychain);

beforeEach(() => entries.clear());
afterEach(endAll);

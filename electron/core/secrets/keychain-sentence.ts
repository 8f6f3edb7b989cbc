/** What is missing, for people: the text of the failure decides and is never repeated. */
export function keychainSentence(platform: NodeJS.Platform, failure: string): string {
  return `${missingPart(platform, failure)} Or set STEWARD_KEY and STEWARD_SECRET and use --credentials-from-env.`;
}

function missingPart(platform: NodeJS.Platform, failure: string): string {
  if (/failed to load|cannot find (module|package)/i.test(failure))
    return platform === "linux"
      ? "The keychain cannot be used: libsecret is missing on this machine. Install it (Debian, Ubuntu: libsecret-1-0)."
      : "The keychain cannot be used: this Steward's keychain module does not fit this machine. Install Steward again.";
  if (platform !== "linux")
    return "The keychain did not open: it may be locked, or Steward was not allowed to use it. Unlock it and allow Steward.";
  // libsecret calls the one that it found first for as long as the process lives.
  if (/The name :[\d.]+ was not provided|session wrapping the secret/i.test(failure))
    return "The desktop's keychain was started anew while Steward was running, and is not found again. Close Steward and start it again.";
  if (/ServiceUnknown|not provided by any|\.secrets was not|ServiceDoesNotExist/i.test(failure))
    return "The keychain cannot be used: no Secret Service runs in this session. Start one (GNOME Keyring or KWallet).";
  if (/locked|prompt|dismissed|object does not exist|no such object/i.test(failure))
    return "The keychain is locked. Unlock it, for example by logging in on the desktop.";
  if (/d-?bus|could not connect|autolaunch/i.test(failure))
    return "The keychain cannot be used: there is no D-Bus session, as in a terminal without a desktop or a scheduled job. Start Steward within a session.";
  return "The keychain did not answer as it should. Look whether your desktop's keychain (GNOME Keyring or KWallet) runs and is unlocked.";
}

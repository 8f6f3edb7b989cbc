/**
 * Failures that a person can be told about, each with the exit status of the command line
 * (see "exit status" in README). Anything else is a bug and travels as "internal".
 */
export const exitStatusOf = {
  "invalid-input": 2,
  "not-found": 2,
  conflict: 2,
  /** The database or the disk: corrupt, newer than this Steward, full, read-only. */
  storage: 2,
  /** The connection cannot be used: address, TLS, discovery, metadata. */
  unusable: 3,
  /** Credentials or permissions: unknown key, wrong secret, disabled key, no keychain. */
  unauthorized: 3,
  /** The server is down or cut us off. */
  offline: 4,
  /** Another Steward holds this data folder. */
  locked: 75,
  cancelled: 130,
  internal: 70,
} as const;

export type ErrorCode = keyof typeof exitStatusOf;

/** A refusal with a sentence for people: what is wrong, and what to do. Never holds a student's data or a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details?: unknown, cause?: unknown) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** A problem before it is written: the members that differ from case to case. */
export interface Details {
  /** After "urn:ed-fi:api:". */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly string[];
  readonly validationErrors?: Readonly<Record<string, readonly string[]>>;
  /** Written by the ODS's middleware rather than by its controllers. */
  readonly middleware?: boolean;
}

/** What ODS/API 7.2 and the Data Management Service say alike of data that cannot be taken. */
export const invalid = {
  type: "bad-request:data-validation-failed",
  title: "Data Validation Failed",
  status: 400,
  detail: "Data validation failed. See 'validationErrors' for details.",
} as const;

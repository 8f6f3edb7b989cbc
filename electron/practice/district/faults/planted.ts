/** What can be wrong in a district on purpose; each kind is one a steward meets. */
export const faultKinds = [
  "unmapped-descriptor",
  "missing-parent",
  "bad-date",
  "duplicate-key",
  "too-long",
  "wrong-type",
  "bad-line",
  "missing-value",
  "refused-school",
  "unmapped-code",
  "missing-permission",
  "unknown-resource",
] as const;
export type FaultKind = (typeof faultKinds)[number];
/** Those that are planted in records. */
export type RecordFault = Exclude<FaultKind, "unknown-resource">;

/**
 * One entry of `faults.json`: one thing that one person mends once. No record descends from two of them, so every
 * record that fails or waits has exactly one root.
 *
 *   { "fault": "bad-date", "file": "students.jsonl", "line": 17, "resource": "/ed-fi/students",
 *     "member": "birthDate", "value": "2026-02-30", "expectedCause": "bad-date:/ed-fi/students:birthDate",
 *     "affected": 103, "directly": 1 }
 */
export interface PlantedFault {
  readonly fault: FaultKind;
  /** Where it is; of a missing parent, the file that lacks it; of a missing permission, the file that may not be sent. */
  readonly file: string;
  /** From 1. Absent where no single line is wrong: missing-parent, missing-permission, unknown-resource, a code that several lines use. */
  readonly line?: number;
  /** The lines that use an unmapped code; the two lines of a duplicate key, of which a reader takes the later one. */
  readonly lines?: readonly number[];
  /** "/ed-fi/students"; of a file of no resource, its bare name. */
  readonly resource: string;
  readonly member?: string;
  /** What stands there now. */
  readonly value?: unknown;
  /** The item that was left out, by the names of its natural key. */
  readonly parent?: { readonly resource: string; readonly key: Readonly<Record<string, unknown>> };
  /** `fault:resource`, with `:member` where there is one: equal for faults that look alike but for their values. */
  readonly expectedCause: string;
  /**
   * Lines that are refused, cannot be read or have to wait until this is mended, over all generations of children, by
   * their references; of a refused school also by its students, to whom only their enrolment there gives the right.
   * Of a duplicate key it is the earlier line alone: the item itself exists.
   */
  readonly affected: number;
  /** Those of them that are wrong themselves, or refer to the missing parent themselves. */
  readonly directly: number;
}

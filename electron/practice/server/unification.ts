import { type Body, isObject } from "./json.ts";

/** Rows whose reference shares columns with the resource's own key: the documents do not tell them. */
const rows: Readonly<
  Record<string, readonly (readonly [collection: string, reference: string, parts: string])[]>
> = {
  bellSchedules: [["classPeriods", "classPeriodReference", "schoolId"]],
  sections: [["classPeriods", "classPeriodReference", "schoolId"]],
  sessions: [
    ["academicWeeks", "academicWeekReference", "schoolId"],
    ["gradingPeriods", "gradingPeriodReference", "schoolId schoolYear"],
  ],
};

/** Optional references beside the key that share columns with it. */
const references: Readonly<Record<string, readonly (readonly [reference: string, parts: string])[]>> = {
  studentSchoolAssociations: [["calendarReference", "schoolId"]],
};

export interface AgreeingChild {
  /** Name of the key part. */
  readonly part: string;
  readonly path: readonly string[];
}

/** Places beyond the key itself that must hold the same value as a part of the key (key unification). */
export function childrenThatAgree(resource: string, body: Body): AgreeingChild[] {
  const inRows = (rows[resource] ?? []).flatMap(([collection, reference, parts]) => {
    const items = body[collection];
    const count = Array.isArray(items) ? items.length : 0;
    return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
      parts.split(" ").map((part) => ({ part, path: [collection, String(index), reference, part] })),
    );
  });
  const beside = (references[resource] ?? [])
    .filter(([reference]) => isObject(body[reference]))
    .flatMap(([reference, parts]) => parts.split(" ").map((part) => ({ part, path: [reference, part] })));
  return [...inRows, ...beside];
}

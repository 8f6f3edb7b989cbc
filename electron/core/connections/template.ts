import { z } from "zod";
import type { ConnectionSettings } from "../../../shared/domain/connection.ts";
import { ConnectionTemplate, type TemplateContent } from "../../../shared/domain/template.ts";
import { AppError } from "../../../shared/errors.ts";
import { findType } from "../mapping/type-names.ts";
import { requireTimetable } from "../schedule/timetable.ts";

/** How the beginning of every template looks, also of those that a newer Steward wrote. */
const Head = z.object({ format: z.literal("steward-connection"), version: z.int() });
const knownVersion = 1;

/** Reads what a template file holds. Throws AppError("invalid-input") with a sentence that names no value of it. */
export function readTemplate(content: unknown): ConnectionTemplate {
  const head = Head.safeParse(content);
  if (!head.success) {
    throw new AppError(
      "invalid-input",
      "This file is no connection template. Choose a file that a connection of Steward was exported to.",
    );
  }
  if (head.data.version > knownVersion) {
    throw new AppError(
      "invalid-input",
      "This template was written by a newer Steward. Update Steward, or export it again with this version.",
    );
  }
  const parsed = ConnectionTemplate.safeParse(content);
  if (parsed.success) {
    const { schedule } = parsed.data;
    if (schedule) requireTimetable(schedule, Date.now());
    return withPaths(parsed.data);
  }
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(".");
  throw new AppError(
    "invalid-input",
    `This template is damaged at "${place}": ${issue?.message}. Export it again, or mend the file.`,
  );
}

/** Which other origins may receive a key is for the person to say whose key it is. */
export const withoutConsent = (settings: ConnectionSettings): ConnectionSettings => ({
  ...settings,
  trustedOrigins: [],
});

/** What a person wants to know of a template before a connection is made of it. Pure. */
export function contentOfTemplate(template: ConnectionTemplate): TemplateContent {
  const { name, exportedAt, settings, profile, profileName, schedule, mappings, notes, server } = template;
  const { extensions, off, owners, apiProfile } = profile;
  return {
    name,
    exportedAt,
    settings: withoutConsent(settings),
    extensions,
    ...(profileName !== undefined && { profileName }),
    ...(apiProfile !== undefined && { apiProfile }),
    unsent: new Set([...off, ...Object.keys(owners)]).size,
    hasSchedule: schedule !== undefined,
    mappings: mappings.length,
    mappedTypes: new Set(mappings.map(({ type }) => type)).size,
    notes: notes.length,
    resources: server.resources.length,
  };
}

/** A template that somebody wrote by hand may name types in other ways than by their paths. */
function withPaths(template: ConnectionTemplate): ConnectionTemplate {
  const types = template.server.resources.filter((path) => path.endsWith("Descriptors"));
  const pathOf = (name: string): string => findType(types, name) ?? name;
  return {
    ...template,
    mappings: template.mappings.map((mapping) => ({ ...mapping, type: pathOf(mapping.type) })),
  };
}

import type { TemplateContent } from "../../shared/domain/template.ts";
import { settingsInWords } from "./connection-settings.ts";
import { counted, dateAndTime, printable, some } from "./words.ts";

/** What a template file holds, for people. */
export function templateText(content: TemplateContent): string {
  const { name, exportedAt, settings, extensions, profileName, apiProfile } = content;
  const { unsent, hasSchedule, mappings, mappedTypes, notes, resources } = content;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["name", name],
    ["exported", dateAndTime(exportedAt)],
    ...settingsInWords(settings),
    ["profile", profileName],
    ["extensions", extensions === "all" ? "all of the server" : extensions.join(", ") || "none"],
    ["not sent", unsent === 0 ? undefined : some(unsent, "resource")],
    ["API Profile", apiProfile],
    ["mappings", mappings === 0 ? "none" : `${some(mappings, "mapping")} of ${some(mappedTypes, "type")}`],
    ["notes", notes === 0 ? undefined : `${counted(notes)}, in the district's own words`],
    ["schedule", hasSchedule ? "goes along" : undefined],
    ["server had", some(resources, "resource")],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    ...rows.flatMap(([label, value]) => (value ? [`${label.padEnd(width)}  ${printable(value)}`] : [])),
    "",
    "No key, secret or record is in it.",
  ].join("\n");
}

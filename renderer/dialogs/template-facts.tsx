import { Fact } from "../components/fact.tsx";
import { Moment } from "../components/moment.tsx";
import { counted } from "../format.ts";
import { projectTitle } from "../profile-draft.ts";
import type { TemplateContent } from "./import-connection-dialog.tsx";

/** What a template file holds. */
export function TemplateFacts({ content }: { content: TemplateContent }) {
  const { settings, profileName, apiProfile, unsent, mappings, mappedTypes, resources } = content;
  const files = [settings.caFile, settings.clientCertFile, settings.clientKeyFile].filter(
    (file) => file !== undefined,
  );
  return (
    <>
      <dl className="facts">
        <Fact name="Connection">{content.name}</Fact>
        <Fact name="Exported">
          <Moment at={content.exportedAt} />
        </Fact>
        <Fact name="Its server's address">{settings.url}</Fact>
        {settings.year !== undefined && <Fact name="School year">{settings.year}</Fact>}
        <Fact name="Profile">
          {profileName !== undefined && `${profileName}: `}
          {extensionWords(content.extensions)}
          {unsent > 0 && `; ${counted(unsent, "resource is", "resources are")} not sent`}
        </Fact>
        {apiProfile !== undefined && <Fact name="API Profile">{apiProfile}</Fact>}
        <Fact name="Mappings">
          {mappings === 0
            ? "None"
            : `${counted(mappings, "mapping", "mappings")} of ${counted(mappedTypes, "type", "types")}`}
        </Fact>
        {content.notes > 0 && <Fact name="Notes to causes">{counted(content.notes, "note", "notes")}</Fact>}
        <Fact name="Schedule">{content.hasSchedule ? "Goes along" : "None"}</Fact>
        <Fact name="Its server had">{counted(resources, "resource", "resources")}</Fact>
      </dl>
      {files.length > 0 && (
        <p className="note note-waiting">
          It names certificate files, which have to lie at the same place on this computer: {files.join(", ")}
        </p>
      )}
      <p className="quiet">No key, no secret and no record is in the file.</p>
    </>
  );
}

function extensionWords(extensions: TemplateContent["extensions"]): string {
  if (extensions === "all") return "core and all extensions";
  return extensions.length === 0 ? "core only" : `core, ${extensions.map(projectTitle).join(", ")}`;
}

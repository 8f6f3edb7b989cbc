import { useEffect, useRef, useState } from "react";
import { firstPlace } from "../copy-place.ts";
import { type Answered, useShown, useSteward } from "../steward.ts";
import { ChooseTemplate } from "./choose-template.tsx";
import { CopiedReport } from "./copied-report.tsx";
import { type Copied, CopyForm } from "./copy-form.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { TemplateFacts } from "./template-facts.tsx";

export type TemplateContent = Answered<"connections.readTemplate">;

/** A file that was looked into. */
export interface ReadTemplate {
  readonly file: string;
  readonly template: unknown;
  readonly content: TemplateContent;
}

/** A connection from a template file: what is in it is shown before anything is made. */
export function ImportConnectionDialog({ close }: { close: () => void }) {
  const [read, setRead] = useState<ReadTemplate>();
  const [copied, setCopied] = useState<Copied>();
  return (
    <DialogFrame title={read ? `Import ${read.content.name}` : "Import a connection"} close={close} wide>
      {copied && <CopiedReport copied={copied} close={close} />}
      {!copied && read && <ImportForm read={read} copied={setCopied} close={close} />}
      {!copied && !read && <ChooseTemplate read={setRead} close={close} />}
    </DialogFrame>
  );
}

interface ImportFormProps {
  read: ReadTemplate;
  copied: (answer: Copied) => void;
  close: () => void;
}

function ImportForm({ read: { file, template, content }, copied, close }: ImportFormProps) {
  const { client } = useSteward();
  const names = useShown(({ statuses }) => statuses)?.map(({ connection }) => connection.name.toLowerCase());
  const isTaken = names?.includes(content.name.toLowerCase());
  const named = isTaken ? { ...content, name: `${content.name} (imported)` } : content;
  const heading = useRef<HTMLHeadingElement>(null);
  // The field that the file was chosen in is gone.
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <CopyForm
      settings={content.settings}
      first={firstPlace(named, "import")}
      words={["Import", "Importing"]}
      copy={({ sources: _, ...place }) => client.call("connections.import", { template, ...place })}
      copied={copied}
      close={close}
    >
      <section aria-labelledby="in-the-file" className="block-of">
        <h3 id="in-the-file" ref={heading} tabIndex={-1}>
          What is in {file}
        </h3>
        <TemplateFacts content={content} />
      </section>
    </CopyForm>
  );
}

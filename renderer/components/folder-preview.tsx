import { useEffect, useState } from "react";
import type { FolderPreview } from "../../shared/domain/source.ts";
import { count, counted, resourceName } from "../format.ts";
import { useSteward } from "../steward.ts";

/** Milliseconds without a keystroke after which a folder is looked into. */
const typingPause = 500;

interface Look {
  readonly folder: string;
  readonly preview?: FolderPreview;
  readonly refusal?: string;
}

/** What is in a folder that is typed or not read yet: a look that reads nothing in. */
export function FolderLook({ connection, folder }: { connection: string; folder: string }) {
  const look = useLook(connection, folder.trim());
  if (folder.trim() === "" || look === undefined) return null;
  if (look.refusal !== undefined) return <p className="quiet">{look.refusal}</p>;
  return look.preview ? <Preview preview={look.preview} /> : null;
}

/** The last look, until there is another one. */
function useLook(connection: string, folder: string): Look | undefined {
  const { client } = useSteward();
  const [look, setLook] = useState<Look>();
  useEffect(() => {
    let isWanted = folder !== "";
    if (!isWanted) return setLook(undefined);
    const show = (next: Omit<Look, "folder">) => isWanted && setLook({ folder, ...next });
    const timer = setTimeout(() => {
      client.call("sources.preview", { connection, folder }).then(
        (preview) => show({ preview }),
        ({ message }: Error) => show({ refusal: message }),
      );
    }, typingPause);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, connection, folder]);
  return look;
}

function Preview({ preview }: { preview: FolderPreview }) {
  const { folder, files, records, about, resources, unread, unreadTotal } = preview;
  return (
    <section className="folder-preview" aria-label={`What is in ${folder}`}>
      <p role="status">
        {files === 0
          ? "No file here has the name of a resource. Steward looks for students.jsonl, schools.jsonl and the like, or for folders of these names."
          : `${about ? "About " : ""}${counted(records, "record", "records")} of ${counted(resources.length, "resource", "resources")}, in ${counted(files, "file", "files")}. Nothing is read in yet.`}
      </p>
      {unreadTotal > 0 && (
        <div className="note note-waiting">
          <p>{counted(unreadTotal, "file is", "files are")} not recognised, and would be left out:</p>
          <ul>
            {unread.map(({ file, reason }) => (
              <li key={file}>
                {file}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      {resources.length > 0 && (
        <details className="more">
          <summary>See what is in it, resource by resource</summary>
          <ResourceLines resources={resources} />
        </details>
      )}
    </section>
  );
}

function ResourceLines({ resources }: Pick<FolderPreview, "resources">) {
  return (
    <table>
      <caption className="hidden">Recognised in the folder</caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col" className="number">
            Files
          </th>
          <th scope="col" className="number">
            Records
          </th>
          <th scope="col">First record</th>
        </tr>
      </thead>
      <tbody>
        {resources.map(({ resource, files, records, about, first, problem }) => (
          <tr key={resource}>
            <th scope="row">{resourceName(resource)}</th>
            <td className="number">{count(files)}</td>
            <td className="number">
              {about ? "about " : ""}
              {count(records)}
            </td>
            <td className={problem === undefined ? "key-words" : "attention"}>{problem ?? first}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { useState } from "react";
import { Refusal } from "../../components/refusal.tsx";
import { counted } from "../../format.ts";

interface Library {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Made by the build, of what is in the bundle; no core is asked for it. */
async function readLibraries(): Promise<readonly Library[]> {
  const response = await fetch("/licences.json");
  if (!response.ok) throw new Error("This build has no list of licences.");
  return (await response.json()) as readonly Library[];
}

/** The libraries that are in this Steward, each with the licence that its authors ask to be shown. */
export function Licences() {
  const [libraries, setLibraries] = useState<readonly Library[]>();
  const [refusal, setRefusal] = useState<string>();
  const open = () => {
    if (libraries !== undefined) return;
    readLibraries().then(setLibraries, (error: Error) => setRefusal(error.message));
  };
  return (
    <section className="block-of" aria-labelledby="licences-title">
      <h2 id="licences-title">Licences</h2>
      <p className="quiet">
        Steward is free software under the MIT licence, and made with the work of many others.
      </p>
      <details onToggle={({ currentTarget }) => currentTarget.open && open()}>
        <summary>Libraries and their licences</summary>
        {refusal !== undefined && <Refusal sentence={refusal} />}
        {libraries && (
          <>
            <p className="quiet">
              {counted(libraries.length, "library", "libraries")}. Electron and Chromium bring theirs as files
              beside the application.
            </p>
            <ul className="rows" aria-label="Libraries">
              {libraries.map(({ name, version, licence, text }) => (
                <li key={`${name} ${version}`} className="licence">
                  <details>
                    <summary>
                      {name} {version} <span className="quiet">{licence}</span>
                    </summary>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
                    <pre className="licence-text" tabIndex={0}>
                      {text === ""
                        ? `Its package names the licence ${licence}, and holds no text of it.`
                        : text}
                    </pre>
                  </details>
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
    </section>
  );
}

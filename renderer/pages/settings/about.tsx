import { useAnswer } from "../../ask.ts";
import { Fact } from "../../components/fact.tsx";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { isInWindow } from "../../transport.ts";
import { Licences } from "./licences.tsx";
import { UpdatesSection } from "./updates-section.tsx";

/** As their makers write them; a library that is not named here shows itself by its own name. */
const names: Readonly<Record<string, string>> = { electron: "Electron", chrome: "Chromium", node: "Node.js" };

/** What this Steward is and runs on: for the person on the phone who asks. */
export function About() {
  const { value, failure, askAgain } = useAnswer("about.show", {});
  return (
    <>
      <PageTitle title="About Steward" />
      {value ? (
        <dl className="facts">
          <Fact name="Version">{value.version ?? "Unknown"}</Fact>
          {Object.entries(value.versions).map(([name, version]) => (
            <Fact key={name} name={names[name] ?? name}>
              {version}
            </Fact>
          ))}
          <Fact name="Data folder">
            <span className="path">{value.home}</span>
          </Fact>
        </dl>
      ) : failure === undefined ? (
        <PageSkeleton label="Loading what this Steward is" lines={4} />
      ) : (
        <Failure sentence={failure} retry={askAgain} />
      )}
      <p className="quiet">
        The data folder holds students' records: it is readable by you alone, and no part of it belongs in a
        message or a ticket. A review file from the journal's page holds none.
      </p>
      {isInWindow() && <UpdatesSection />}
      <Licences />
    </>
  );
}

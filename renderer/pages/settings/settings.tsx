import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { linkTo, places } from "../../routes.ts";
import { isInWindow } from "../../transport.ts";
import { NoticeForm } from "./notice-form.tsx";
import { WindowSection } from "./window-section.tsx";

/** What is set for all connections. */
export function Settings() {
  const { value, failure, askAgain } = useAnswer("notices.show", {}, ["notices"]);
  return (
    <>
      <PageTitle title="Settings" />
      <section className="block-of" aria-labelledby="notices-title">
        <h2 id="notices-title">Notifications</h2>
        <p className="quiet">
          Steward shows one when something needs you: one for each cause that a person has to mend, never one
          per record, and what comes together is told together. It names no student, no code and no key. What
          goes by itself is not told; a server that stays away is, once.
        </p>
        {!isInWindow() && (
          <p className="note note-waiting">
            This page is open in a browser, which shows none of them: a browser asks for each address anew,
            and this one changes with every start. Steward's window shows them, as it is set here.
          </p>
        )}
        {value ? (
          <NoticeForm saved={value} reload={askAgain} />
        ) : failure === undefined ? (
          <PageSkeleton label="Loading the settings" lines={6} />
        ) : (
          <Failure sentence={failure} retry={askAgain} />
        )}
      </section>
      {isInWindow() && <WindowSection />}
      <p>
        <a href={linkTo(places.about())}>About Steward</a>
        <span className="quiet">: its version, what it runs on, and where its data is</span>
      </p>
    </>
  );
}

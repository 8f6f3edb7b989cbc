import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { PracticeView } from "../../../shared/domain/practice.ts";
import { usualStudents } from "../../../shared/domain/practice-facts.ts";
import { useAnswer } from "../../ask.ts";
import { Failure, PageSkeleton } from "../../components/page-states.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { count } from "../../format.ts";
import { places } from "../../routes.ts";
import { useShown, useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { MadePractice } from "./made-practice.tsx";
import { MakingPractice } from "./making-practice.tsx";

/** An invented district and an API for it, to learn with. `begin`: made at once where there is none. */
export function PracticePage({ begin }: { begin: boolean }) {
  const { value, failure, askAgain } = useAnswer("practice.show", {}, ["practice"]);
  return (
    <>
      <PageTitle title="Practice" />
      {failure !== undefined && value === undefined && <Failure sentence={failure} retry={askAgain} />}
      {value === undefined && failure === undefined && <PageSkeleton label="Loading practice" lines={6} />}
      {value && <Known view={value} begin={begin} reload={askAgain} />}
    </>
  );
}

interface KnownProps {
  view: PracticeView;
  begin: boolean;
  reload: () => Promise<void>;
}

function Known({ view, begin, reload }: KnownProps) {
  const told = useShown((state) => state.practice);
  const { busy, refusal, make } = useMaking(view, reload);
  const isUnmade = !view.making && !view.made && !view.unavailable;
  useAtOnce(begin, isUnmade, () => make("practice.begin", usualStudents));
  const progress = told ?? view.making;
  if ((view.making || busy) && progress) return <MakingPractice progress={progress} />;
  return (
    <>
      {refusal !== undefined && <Refusal sentence={refusal} />}
      {view.made ? (
        <MadePractice
          made={view.made}
          startOver={(students) => make("practice.startOver", students)}
          reload={reload}
        />
      ) : (
        <NotYet view={view} busy={busy} make={() => make("practice.begin", usualStudents)} />
      )}
    </>
  );
}

/** Makes it, and leads to its first sync once it is made; also where the making was begun before this page was opened. */
function useMaking(view: PracticeView, reload: () => Promise<void>) {
  const { client, refresh } = useSteward();
  const [, navigate] = useLocation();
  const { busy, refusal, act } = useAction();
  const isShown = useRef(true);
  const wasMaking = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  // The answer and what the page is told of it come in either order: only the first one leads.
  const hasLed = useRef(false);
  const lead = useCallback(
    (connection: string) => {
      // Whoever went elsewhere meanwhile is left there.
      if (!isShown.current || hasLed.current) return;
      hasLed.current = true;
      navigate(places.sync(connection));
    },
    [navigate],
  );
  const make = async (deed: "practice.begin" | "practice.startOver", students: number) => {
    hasLed.current = false;
    let answer: PracticeView | undefined;
    await act(async () => {
      answer = await client.call(deed, { students });
    });
    await refresh();
    if (answer?.made) lead(answer.made.connection);
    else if (isShown.current) await reload();
  };
  const made = view.making || busy ? undefined : view.made?.connection;
  useEffect(() => {
    if (view.making) wasMaking.current = true;
    if (made === undefined || !wasMaking.current) return;
    wasMaking.current = false;
    void refresh().then(() => lead(made));
  }, [view.making, made, refresh, lead]);
  return { busy, refusal, make };
}

/** Whoever came to have it made need not press again. */
function useAtOnce(begin: boolean, isUnmade: boolean, make: () => void) {
  const [, navigate] = useLocation();
  const latest = useRef(make);
  latest.current = make;
  useEffect(() => {
    if (!begin) return;
    // Not again when one comes back to this address.
    navigate(places.practice(), { replace: true });
    if (isUnmade) latest.current();
  }, [begin, isUnmade, navigate]);
}

function NotYet({ view, busy, make }: { view: PracticeView; busy: boolean; make: () => void }) {
  return (
    <section className="empty" aria-label="No practice yet">
      <p>
        Steward makes up a district of {count(usualStudents)} students with a few mistakes in its files, and
        an Ed-Fi API on this computer that takes what you send. You send it stage by stage, read the causes of
        what is refused or held, mend them, and send again. Nothing leaves this computer.
      </p>
      {view.unavailable ? (
        <p>This Steward was built without its practice API.</p>
      ) : (
        <div className="buttons">
          <Button variant="filled" aria-disabled={busy} onClick={() => !busy && make()}>
            Practise first
          </Button>
        </div>
      )}
    </section>
  );
}

import type { RecordDetail } from "../../../shared/domain/record.ts";
import { storyOf } from "../../record-story.ts";

/** What was sent when, and what the server said. */
export function RecordStory({ record }: { record: RecordDetail }) {
  const story = storyOf(record);
  return (
    <section aria-labelledby="story-title">
      <h2 id="story-title">Sent, and answered</h2>
      {story.length === 0 ? (
        <p className="quiet">It has not been sent yet.</p>
      ) : (
        <ol className="record-story">
          {story.map(({ order, when, words, status }) => (
            <li key={`${order} ${words}`}>
              <span className="quiet">
                {when}
                {status !== undefined && ` · status ${status}`}
              </span>
              <span className="block">{words}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

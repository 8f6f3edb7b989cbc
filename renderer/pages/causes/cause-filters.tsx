import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import type { CauseOrder, CausesSummary } from "../../../shared/domain/cause.ts";
import { kindWords } from "../../cause-words.ts";
import { type CausesChoice, causeOrders } from "../../causes-filter.ts";
import { count, menderWords, resourceName } from "../../format.ts";

interface CauseFiltersProps {
  summary: CausesSummary;
  choice: CausesChoice;
  change: (next: Partial<CausesChoice>) => void;
}

/** What is shown, and in which order: each chip is on or off, and says how many causes it is about. */
export function CauseFilters({ summary, choice, change }: CauseFiltersProps) {
  const { open, cleared, ready, found, resources } = summary;
  return (
    <section className="cause-filters" aria-label="What is shown">
      <Choice label="Open or cleared">
        <FilterChip
          label={`Open ${count(open)}`}
          on={!choice.cleared}
          set={() => change({ ...noChoice, cleared: false })}
        />
        <FilterChip
          label={`Cleared ${count(cleared)}`}
          on={choice.cleared}
          set={() => change({ ...noChoice, cleared: true })}
        />
        {!choice.cleared && ready > 0 && (
          <FilterChip
            label="With something ready"
            on={choice.only === "ready"}
            set={(on) => change({ only: on ? "ready" : undefined })}
          />
        )}
        {!choice.cleared && (found > 0 || choice.only === "found") && (
          <FilterChip
            label={`Found before sending ${count(found)}`}
            on={choice.only === "found"}
            set={(on) => change({ only: on ? "found" : undefined })}
          />
        )}
      </Choice>
      <SortChips summary={summary} choice={choice} change={change} />
      <div className="cause-selects">
        <Select
          label="Order"
          data={causeOrders}
          value={choice.order}
          onChange={(value) => value && change({ order: value as CauseOrder })}
        />
        {resources.length > 1 && (
          <Select
            label="Resource"
            placeholder="All resources"
            clearable
            searchable
            clearButtonProps={{ "aria-label": "All resources" }}
            allowDeselect
            data={resources.map(({ resource, causes }) => ({
              value: resource,
              label: `${resourceName(resource)} (${count(causes)})`,
            }))}
            value={choice.resource ?? null}
            onChange={(value) => change({ resource: value ?? undefined })}
          />
        )}
      </div>
    </section>
  );
}

/** Of which kind they are, and who mends them: only where there is a choice. */
function SortChips({ summary, choice, change }: CauseFiltersProps) {
  const { kinds, menders } = summary;
  return (
    <>
      {kinds.length > 1 && (
        <Choice label="Kind">
          {kinds.map(({ kind, causes }) => (
            <FilterChip
              key={kind}
              label={`${kindWords(kind).word} ${count(causes)}`}
              on={choice.kind === kind}
              set={(on) => change({ kind: on ? kind : undefined })}
            />
          ))}
        </Choice>
      )}
      {menders.length > 1 && (
        <Choice label="Who mends it">
          {menders.map(({ who, causes }) => (
            <FilterChip
              key={who}
              label={`${menderWords(who)} ${count(causes)}`}
              on={choice.who === who}
              set={(on) => change({ who: on ? who : undefined })}
            />
          ))}
        </Choice>
      )}
    </>
  );
}

/** Kinds, menders and resources of cleared causes are others than those of open ones. */
const noChoice = { kind: undefined, who: undefined, resource: undefined, only: undefined };

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: chips in a row, not fields of a form.
    <div role="group" aria-label={label} className="chips">
      {children}
    </div>
  );
}

function FilterChip({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={() => set(!on)}>
      <span aria-hidden="true">{on ? "✓ " : ""}</span>
      {label}
    </button>
  );
}

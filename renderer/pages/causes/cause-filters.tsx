import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import type { CauseOrder, CausesFilter, CausesSummary } from "../../../shared/domain/cause.ts";
import { kindWords } from "../../cause-words.ts";
import { count, menderWords, resourceName } from "../../format.ts";

export interface Filters extends CausesFilter {
  readonly cleared: boolean;
}
export const noFilters: Filters = { cleared: false };

const orders: readonly { readonly value: CauseOrder; readonly label: string }[] = [
  { value: "releases", label: "Most released first" },
  { value: "newest", label: "Newest first" },
  { value: "resource", label: "By resource" },
];

interface CauseFiltersProps {
  summary: CausesSummary;
  filters: Filters;
  change: (next: CausesFilter & { readonly cleared?: boolean }) => void;
  order: CauseOrder;
  setOrder: (order: CauseOrder) => void;
}

/** What is shown, and in which order: each chip is on or off, and says how many causes it is about. */
export function CauseFilters({ summary, filters, change, order, setOrder }: CauseFiltersProps) {
  const { open, cleared, ready, found, resources } = summary;
  return (
    <section className="cause-filters" aria-label="What is shown">
      <Choice label="Open or cleared">
        <FilterChip
          label={`Open ${count(open)}`}
          on={!filters.cleared}
          set={() => change({ ...noChoice, cleared: false })}
        />
        <FilterChip
          label={`Cleared ${count(cleared)}`}
          on={filters.cleared}
          set={() => change({ ...noChoice, cleared: true })}
        />
        {!filters.cleared && ready > 0 && (
          <FilterChip
            label="With something ready"
            on={filters.only === "ready"}
            set={(on) => change({ only: on ? "ready" : undefined })}
          />
        )}
        {!filters.cleared && (found > 0 || filters.only === "found") && (
          <FilterChip
            label={`Found before sending ${count(found)}`}
            on={filters.only === "found"}
            set={(on) => change({ only: on ? "found" : undefined })}
          />
        )}
      </Choice>
      <SortChips summary={summary} filters={filters} change={change} />
      <div className="cause-selects">
        <Select
          label="Order"
          data={orders}
          value={order}
          onChange={(value) => value && setOrder(value as CauseOrder)}
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
            value={filters.resource ?? null}
            onChange={(value) => change({ resource: value ?? undefined })}
          />
        )}
      </div>
    </section>
  );
}

/** Of which kind they are, and who mends them: only where there is a choice. */
function SortChips({ summary, filters, change }: Pick<CauseFiltersProps, "summary" | "filters" | "change">) {
  const { kinds, menders } = summary;
  return (
    <>
      {kinds.length > 1 && (
        <Choice label="Kind">
          {kinds.map(({ kind, causes }) => (
            <FilterChip
              key={kind}
              label={`${kindWords(kind).word} ${count(causes)}`}
              on={filters.kind === kind}
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
              on={filters.who === who}
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

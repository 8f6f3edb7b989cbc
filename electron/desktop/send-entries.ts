import { type MenuEntry, plain, separator } from "./deeds.ts";
import type { ConnectionStanding } from "./standing.ts";

/** "Send now": one entry for one connection, else one for each, and one for all of them. Pure. */
export function sendEntries(standing: readonly ConnectionStanding[], accelerator?: string): MenuEntry[] {
  const keys = accelerator === undefined ? {} : { accelerator };
  const [only, ...others] = standing;
  if (!only) return [{ label: "Send now", enabled: false, ...keys }];
  if (others.length === 0) return [{ ...sendEntry(only, "Send now", "First sync…"), ...keys }];
  const free = standing.filter(maySend).map(({ id }) => id);
  const all: MenuEntry = {
    label: "To all connections",
    enabled: free.length > 0,
    deed: { do: "send", connections: free },
    ...keys,
  };
  const each = standing.map((one) => sendEntry(one, plain(one.name), `${plain(one.name)}: first sync…`));
  return [{ label: "Send now", items: [all, separator, ...each] }];
}

/** "Check without sending": one entry for one connection, else one for each, and one for all of them. Pure. */
export function checkEntries(standing: readonly ConnectionStanding[], accelerator: string): MenuEntry[] {
  const label = "Check without sending";
  const [only, ...others] = standing;
  if (!only) return [{ label, enabled: false, accelerator }];
  if (others.length === 0) return [{ ...checkEntry(only, label), accelerator }];
  const free = standing.filter(({ isSending }) => !isSending).map(({ id }) => id);
  const all: MenuEntry = {
    label: "All connections",
    enabled: free.length > 0,
    deed: { do: "check", connections: free },
    accelerator,
  };
  return [{ label, items: [all, separator, ...standing.map((one) => checkEntry(one, plain(one.name)))] }];
}

/** What is being sent finds all that a check would. */
const checkEntry = ({ id, isSending }: ConnectionStanding, label: string): MenuEntry => ({
  label: isSending ? `${label} (sending)` : label,
  enabled: !isSending,
  deed: { do: "check", connections: [id] },
});

/** What would be sent at once: nothing is paused, guided by stages, or under way already. */
const maySend = ({ isFirst, isPaused, isSending }: ConnectionStanding) => !isFirst && !isPaused && !isSending;

function sendEntry(one: ConnectionStanding, label: string, firstLabel: string): MenuEntry {
  if (one.isFirst && !one.isSending)
    return { label: firstLabel, deed: { do: "go", place: `/sync/${encodeURIComponent(one.id)}` } };
  const state = one.isSending ? " (sending)" : one.isPaused ? " (paused)" : "";
  return { label: `${label}${state}`, enabled: maySend(one), deed: { do: "send", connections: [one.id] } };
}

/** Pauses what may send, and resumes what is paused. Pure. */
export function pauseEntries(standing: readonly ConnectionStanding[]): MenuEntry[] {
  const paused = standing.filter(({ isPaused }) => isPaused).map(({ id }) => id);
  const free = standing.filter(({ isPaused }) => !isPaused).map(({ id }) => id);
  const isMixed = paused.length > 0 && free.length > 0;
  const all = isMixed ? " all" : "";
  return [
    ...(free.length > 0 || paused.length === 0
      ? [
          {
            label: `Pause${all} sending`,
            enabled: free.length > 0,
            deed: { do: "pause", connections: free },
          } as const,
        ]
      : []),
    ...(paused.length > 0
      ? [{ label: `Resume${all} sending`, deed: { do: "resume", connections: paused } } as const]
      : []),
  ];
}

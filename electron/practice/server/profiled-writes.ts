import { canonical, modelled } from "./bodies.ts";
import { type Body, isObject, parseLossless, printLossless } from "./json.ts";
import type { CollectionMember, Member, Resource, Shape } from "./model.ts";
import type { Problem } from "./problems.ts";
import { rowKey, type View } from "./profiles.ts";
import type { Item } from "./store.ts";
import { type Holdings, naturalKey } from "./writes.ts";

interface ProfiledWrite {
  readonly text: string;
  readonly view: View;
  /** The item that a PUT names. */
  readonly item?: Item;
}

/**
 * The body that a write under a profile comes to: hidden members that were sent are dropped, those that are stored are
 * kept (protocol section 9). A text that is no JSON object is given back as it is.
 */
export function underProfile(holdings: Holdings, resource: Resource, write: ProfiledWrite): string | Problem {
  const { text, view } = write;
  const body = objectIn(text);
  if (body === undefined) return text;
  const sent = modelled(view.shape, body, !holdings.dialect.dms);
  const existing = write.item ?? holdings.store.find(resource.group, naturalKey(resource, sent));
  if (existing === undefined && !view.creatable) return { kind: "data-policy", profile: view.profile };
  const stored = existing === undefined ? {} : (objectIn(existing.body) ?? {});
  const merging = new Merging();
  const merged = merging.object(resource.shape, view.shape, stored, sent);
  const { child } = merging;
  if (child !== undefined) return { kind: "data-policy", profile: view.profile, child };
  return printLossless("id" in body ? { id: body.id, ...merged } : merged);
}

function objectIn(text: string): Body | undefined {
  try {
    const parsed = parseLossless(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Lays what was sent over what is stored, along the whole shape and what a profile leaves of it. */
class Merging {
  /** A collection whose new row lacks a member that it needs, because that is hidden. */
  child: string | undefined;

  object(whole: Shape, visible: Shape, stored: Body, sent: Body): Body {
    const result: Body = {};
    for (const member of whole.members) {
      const left = visible.byName.get(member.name);
      const value =
        left === undefined
          ? stored[member.name]
          : this.#member(member, left, stored[member.name], sent[member.name]);
      if (value !== undefined) result[member.name] = value;
    }
    return result;
  }

  #member(whole: Member, visible: Member, stored: unknown, sent: unknown): unknown {
    if (whole === visible) return sent;
    if (whole.kind === "object" && visible.kind === "object") {
      const held = isObject(stored) ? stored : {};
      const merged = this.object(whole.shape, visible.shape, held, isObject(sent) ? sent : {});
      return Object.keys(merged).length === 0 && sent === undefined ? undefined : merged;
    }
    if (whole.kind !== "collection" || visible.kind !== "collection" || !Array.isArray(sent)) return sent;
    return this.#rows(whole, visible.shape, Array.isArray(stored) ? stored : [], sent);
  }

  #rows(
    whole: CollectionMember,
    visible: Shape,
    stored: readonly unknown[],
    sent: readonly unknown[],
  ): unknown[] {
    const names = [...rowKey(whole.shape)];
    const keyOf = (row: Body) => canonical(names.map((name) => row[name] ?? null));
    const known = new Map(stored.filter(isObject).map((row) => [keyOf(row), row]));
    return sent.map((row) => {
      if (!isObject(row)) return row;
      const before = known.get(keyOf(row));
      if (before === undefined && lacksRequired(whole.shape, visible)) this.child = whole.shape.entity;
      return this.object(whole.shape, visible, before ?? {}, row);
    });
  }
}

function lacksRequired(whole: Shape, visible: Shape): boolean {
  return whole.members.some((member) => member.required && !visible.byName.has(member.name));
}

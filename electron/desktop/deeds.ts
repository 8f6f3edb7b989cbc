/** What an entry of a menu does. */
export type Deed =
  /** Shows a page in the window. */
  | { readonly do: "go"; readonly place: string }
  /** Opens what finds everything. */
  | { readonly do: "palette" }
  | { readonly do: "open-review" }
  | { readonly do: "back" }
  | { readonly do: "forward" }
  | { readonly do: "documentation" }
  | { readonly do: "show" }
  | { readonly do: "quit" }
  /** To all of these connections. */
  | { readonly do: "send" | "pause" | "resume" | "check"; readonly connections: readonly string[] };

/** An entry of a menu, before Electron has it: text and what it does, and nothing that could only be looked at by clicking. */
export interface MenuEntry {
  readonly label?: string;
  readonly role?: NonNullable<Electron.MenuItemConstructorOptions["role"]>;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly separator?: true;
  readonly deed?: Deed;
  readonly items?: readonly MenuEntry[];
}

export const separator: MenuEntry = { separator: true };

/** Of a name that somebody chose: a single "&" would underline the next letter, and be gone. */
export const plain = (name: string): string => name.replaceAll("&", "&&");

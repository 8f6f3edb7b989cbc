import { Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";

interface ResourcesTitleProps {
  /** Its title, or what it comes to. */
  children: ReactNode;
  /** What the switch leaves, in words. */
  only: string;
  isOnly: boolean;
  setOnly: (isOnly: boolean) => void;
  search: string;
  setSearch: (search: string) => void;
}

/** Above a list of resources: what it is, a switch that leaves only some, and a field that finds one. */
export function ResourcesTitle({ children, only, isOnly, setOnly, search, setSearch }: ResourcesTitleProps) {
  return (
    <div className="save-line">
      {children}
      <div className="buttons">
        <Switch
          label={only}
          checked={isOnly}
          onChange={({ currentTarget }) => setOnly(currentTarget.checked)}
        />
        <TextInput
          aria-label="Find a resource"
          placeholder="Find a resource"
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </div>
    </div>
  );
}

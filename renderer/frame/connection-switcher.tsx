import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useScope, useStatus } from "../scope.ts";
import { useShown } from "../steward.ts";

const all = "All connections";

/** Its choice is an address: the same page, about another connection. */
export function ConnectionSwitcher() {
  const { connection, placeFor } = useScope();
  const statuses = useShown((state) => state.statuses) ?? [];
  const current = useStatus(connection);
  const [, navigate] = useLocation();
  const choices = [
    { id: undefined, name: all, note: undefined },
    ...statuses.map(({ connection: { id, name, practice, closedAt } }) => ({
      id,
      name,
      note: closedAt !== undefined ? "closed" : practice ? "practice" : undefined,
    })),
  ];
  const shown = current?.connection.name ?? all;
  return (
    <Menu classNames={{ dropdown: "switcher-list" }}>
      <Menu.Target>
        <Button
          variant="subtle"
          className="switcher"
          aria-label={`Connection: ${shown}`}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {shown}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" className="scrolls">
        {choices.map(({ id, name, note }) => (
          <Menu.Item
            key={id ?? ""}
            onClick={() => navigate(placeFor(id))}
            {...(id === connection && { "aria-current": true })}
            leftSection={
              <IconCheck size={16} visibility={id === connection ? "visible" : "hidden"} aria-hidden />
            }
            rightSection={note && <span className="quiet">{note}</span>}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

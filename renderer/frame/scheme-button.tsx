import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrastFilled } from "@tabler/icons-react";
import { useStore } from "zustand";
import type { PageSettings } from "../../shared/domain/page.ts";
import { useSteward } from "../steward.ts";
import { isInWindow } from "../transport.ts";

const schemes: readonly { scheme: MantineColorScheme; words: string }[] = [
  { scheme: "auto", words: "As the system" },
  { scheme: "light", words: "Light" },
  { scheme: "dark", words: "Dark" },
];

const densities: readonly { density: PageSettings["density"]; words: string }[] = [
  { density: "dense", words: "Close together" },
  { density: "roomy", words: "With more room" },
];

export function SchemeButton() {
  const { client, kept } = useSteward();
  const density = useStore(kept.store, ({ settings }) => settings?.density ?? "dense");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme);
    kept.set({ scheme });
    // Its menus, dialogs and title bar go along, and it begins with it the next time.
    if (isInWindow()) client.call("window.set", { theme: scheme }).catch(() => {});
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Look of the pages">
          <IconContrastFilled size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Light or dark</Menu.Label>
        {schemes.map(({ scheme, words }) => (
          <Menu.Item
            key={scheme}
            onClick={() => choose(scheme)}
            {...(scheme === colorScheme && { "aria-current": true })}
            leftSection={
              <IconCheck size={16} visibility={scheme === colorScheme ? "visible" : "hidden"} aria-hidden />
            }
          >
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Rows of tables</Menu.Label>
        {densities.map(({ density: each, words }) => (
          <Menu.Item
            key={each}
            onClick={() => kept.set({ density: each })}
            {...(each === density && { "aria-current": true })}
            leftSection={
              <IconCheck size={16} visibility={each === density ? "visible" : "hidden"} aria-hidden />
            }
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrastFilled } from "@tabler/icons-react";
import { useSteward } from "../steward.ts";
import { isInWindow } from "../transport.ts";

const schemes: readonly { scheme: MantineColorScheme; words: string }[] = [
  { scheme: "auto", words: "As the system" },
  { scheme: "light", words: "Light" },
  { scheme: "dark", words: "Dark" },
];

export function SchemeButton() {
  const { client } = useSteward();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme);
    // Its menus, dialogs and title bar go along, and it begins with it the next time.
    if (isInWindow()) client.call("window.set", { theme: scheme }).catch(() => {});
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Light or dark">
          <IconContrastFilled size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
      </Menu.Dropdown>
    </Menu>
  );
}

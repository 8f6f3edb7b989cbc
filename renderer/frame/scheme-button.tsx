import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconContrastFilled } from "@tabler/icons-react";

const schemes: readonly { scheme: MantineColorScheme; words: string }[] = [
  { scheme: "auto", words: "As the system" },
  { scheme: "light", words: "Light" },
  { scheme: "dark", words: "Dark" },
];

export function SchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
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
            onClick={() => setColorScheme(scheme)}
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

import { TextInput } from "@mantine/core";

export function NameField({ name, setName }: { name: string; setName: (name: string) => void }) {
  return (
    <TextInput
      label="Name"
      required
      autoComplete="off"
      value={name}
      onChange={({ currentTarget }) => setName(currentTarget.value)}
      error={name.trim() === "" && "Give it a name that you will know it by."}
    />
  );
}

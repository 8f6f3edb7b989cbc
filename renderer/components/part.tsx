import type { ComponentProps } from "react";

interface PartProps extends Omit<ComponentProps<"div">, "role"> {
  is: "table" | "grid" | "row" | "columnheader" | "rowheader" | "cell" | "gridcell" | "listbox" | "option";
}

/**
 * A part of a table or a list of which only what is in sight is drawn: the browser's own elements would need all their
 * rows, and cannot be placed one by one.
 */
export function Part({ is, ...rest }: PartProps) {
  return <div role={is} {...rest} />;
}

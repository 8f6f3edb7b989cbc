import { useEffect, useState } from "react";

/** Milliseconds without a key before what was typed is asked about. */
const pause = 300;

/** A value once nobody changes it any more. */
export function useSettled<T extends string | number | undefined>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

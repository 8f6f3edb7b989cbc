import { type ReactNode, useEffect, useRef } from "react";

/** What comes below the fold of a long dialog, and must be seen: it is scrolled to as it appears. */
export function InSight({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={place} className="block-of">
      {children}
    </div>
  );
}

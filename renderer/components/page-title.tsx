import { type ReactNode, useEffect, useRef } from "react";

let isFirst = true;

/** A page that comes late does not take the focus out of a dialog that was opened meanwhile. */
const isBehindDialog = () => document.querySelector("[role=dialog]") !== null;

/**
 * The heading of a page. A page that is gone to takes the focus with it, so that keyboard and screen reader are where the
 * eye is; the very first one leaves it alone.
 */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFirst) isFirst = false;
    else if (!isBehindDialog()) heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  useEffect(() => {
    document.title = `${title} - Steward`;
  }, [title]);
  return (
    <div className="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}

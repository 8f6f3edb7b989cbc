import type { ReactNode } from "react";
import { Sidebar } from "./sidebar.tsx";
import { StatusLine } from "./status-line.tsx";
import { TopBar } from "./top-bar.tsx";

/** What stands around every page. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <>
      <button
        type="button"
        className="skip"
        onClick={() => document.querySelector<HTMLElement>("main")?.focus()}
      >
        Skip to the page
      </button>
      <div className="frame">
        <Sidebar />
        <div className="page-side">
          <TopBar />
          <main tabIndex={-1}>{children}</main>
        </div>
        <StatusLine />
      </div>
    </>
  );
}

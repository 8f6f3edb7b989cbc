import { StatusLine } from "./components/status-line.tsx";
import { Overview } from "./pages/overview.tsx";
import { useShown } from "./steward.ts";

export function App() {
  const connected = useShown((state) => state.connected);
  return (
    <div className="frame">
      <header className="top">
        <span className="product">Steward</span>
      </header>
      {!connected && (
        <p className="banner" role="alert">
          Steward does not answer. This page goes on by itself when it is back; if it was closed, start it
          again and open the address that it prints.
        </p>
      )}
      <main>
        <Overview />
      </main>
      <StatusLine />
    </div>
  );
}

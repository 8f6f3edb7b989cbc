import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createClient } from "../shared/client.ts";
import { App } from "./app.tsx";
import { StewardContext } from "./steward.ts";
import { connectStore } from "./store.ts";
import { connectTransport } from "./transport.ts";

const transport = connectTransport();
const client = createClient(transport);
const page = connectStore(client, transport.watch);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");

createRoot(root).render(
  <StrictMode>
    <StewardContext value={{ client, ...page }}>
      <App />
    </StewardContext>
  </StrictMode>,
);

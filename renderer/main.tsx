import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { createClient } from "../shared/client.ts";
import { App } from "./app.tsx";
import { createDrafts } from "./drafts.ts";
import { look, lookVariables } from "./look.ts";
import { readNonce } from "./nonce.ts";
import { type PageClient, StewardContext } from "./steward.ts";
import { connectStore } from "./store.ts";
import { connectTransport } from "./transport.ts";

const nonce = readNonce();
const transport = connectTransport();
const client = createClient(transport);
const page = connectStore(client, transport.watch);
const drafts = createDrafts();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={look}
      cssVariablesResolver={lookVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <StewardContext value={{ client: client as PageClient, drafts, ...page }}>
        <Router hook={useHashLocation}>
          <App />
        </Router>
      </StewardContext>
    </MantineProvider>
  </StrictMode>,
);

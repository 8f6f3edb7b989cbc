import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { createClient } from "../shared/client.ts";
import { App } from "./app.tsx";
import { createDrafts } from "./drafts.ts";
import { look, lookVariables } from "./look.ts";
import { readNonce } from "./nonce.ts";
import { openPageSettings } from "./page-settings.ts";
import { useLiveLocation } from "./review/review-place.ts";
import { Reviews } from "./review/reviews.tsx";
import { type PageClient, StewardContext } from "./steward.ts";
import { connectStore } from "./store.ts";
import { connectTransport } from "./transport.ts";

const nonce = readNonce();
const transport = connectTransport();
const client = createClient(transport);
const page = connectStore(client, transport.watch);
const steward = {
  client: client as PageClient,
  drafts: createDrafts(),
  kept: openPageSettings(client),
  ...page,
};
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
      <StewardContext value={steward}>
        <Reviews>
          <Router hook={useLiveLocation}>
            <App />
          </Router>
        </Reviews>
      </StewardContext>
      <Notifications position="bottom-right" autoClose={6000} />
    </MantineProvider>
  </StrictMode>,
);

import { askedConsent, refusedKey } from "../connection-answers.ts";
import { createConnectionWorld } from "../connection-world.ts";
import { mappingAnswers, smallWorld } from "../mapping-world.ts";
import { permissions, profileAnswers, profileWorld } from "../profile-world.ts";
import type { Stage } from "./scene.ts";

/** What not every server says. */
export const servers: Stage = {
  name: "what servers say otherwise",
  world: () => {
    const { resources: _, ...before } = permissions().now ?? permissions({}).now ?? ({} as never);
    return createConnectionWorld(undefined, {
      ...profileAnswers(
        profileWorld({
          profile: { extensions: "all", off: ["/ed-fi/contacts"], owners: {} },
          more: {
            unknown: ["/ed-fi/contacts"],
            apiProfiles: {
              assigned: ["State-Collection"],
              hidden: [{ resource: "/ed-fi/students", members: ["birthCity", "addresses"] }],
              advice: "Under the API Profile State-Collection the server drops what it hides without a word.",
            },
          },
        }),
      ),
      ...mappingAnswers({ ...smallWorld(), pulledAt: undefined }),
      "permissions.show": () => ({ ...permissions({ gaps: [] }), now: before }),
      "connections.probe": ({ credentials }: { credentials?: object }) => ({
        steps: credentials ? refusedKey : askedConsent("https://login.example.net"),
      }),
    });
  },
  scenes: [
    { name: "profile-api", place: "/connections/c-state/profile", shows: "text=birthCity" },
    { name: "descriptors-unread", place: "/connections/c-state/descriptors", shows: "text=are not read yet" },
    { name: "permissions-before-7.3", place: "/connections/c-state/permissions", shows: "text=SIS Vendor" },
    {
      name: "add-trust",
      place: "/connections/add",
      shows: "text=may receive",
      act: async (page) => {
        await page.getByRole("textbox", { name: "Name" }).fill("State");
        await page.getByRole("textbox", { name: "Address of the API" }).fill("https://api.example.org");
      },
    },
  ],
};

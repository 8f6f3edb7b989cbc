import { Button } from "@mantine/core";
import { useState } from "react";
import type { Connection, ConnectionSettings } from "../../../shared/domain/connection.ts";
import { Fact } from "../../components/fact.tsx";
import { PageForm } from "../../components/page-form.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { count } from "../../format.ts";
import { useSteward } from "../../steward.ts";
import { useAction } from "../../use-action.ts";
import { NameField } from "./name-field.tsx";

/** How the server was reached; only the name can still be another. */
export function ClosedTransport({ connection }: { connection: Connection }) {
  const { client, refresh } = useSteward();
  const { busy, refusal, act } = useAction();
  const [name, setName] = useState(connection.name);
  const [saved, setSaved] = useState(false);
  const changed = name.trim() !== connection.name;
  const save = () => {
    if (busy || !changed || name.trim() === "") return;
    void act(async () => {
      await client.call("connections.update", { connection: connection.id, name: name.trim() });
      setSaved(true);
      void refresh();
    });
  };
  return (
    <>
      <PageForm
        submit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <NameField name={name} setName={setName} />
        {refusal !== undefined && <Refusal sentence={refusal} />}
        <div className="buttons">
          <Button type="submit" aria-disabled={busy || !changed}>
            Save the name
          </Button>
          <span role="status" className="quiet">
            {saved && !changed && "Saved"}
          </span>
        </div>
      </PageForm>
      <dl className="facts">
        {factsOf(connection.settings).map(([title, value]) => (
          <Fact key={title} name={title}>
            {value}
          </Fact>
        ))}
      </dl>
    </>
  );
}

function factsOf(settings: ConnectionSettings): [string, string][] {
  const { requestsPerSecond: rate } = settings;
  const seconds = (milliseconds: number) => `${count(milliseconds / 1000)} s`;
  const all: readonly (readonly [string, string | undefined])[] = [
    ["Address of the API", settings.url],
    ["Other addresses of the same API", settings.otherUrls.join(", ")],
    ["Other servers that may receive the key", settings.trustedOrigins.join(", ")],
    ["School year", settings.year?.toString()],
    ["Instance", settings.instance],
    ["Tenant", settings.tenant],
    ["Context", settings.context],
    ["File of the certificate authority", settings.caFile],
    ["File of the client certificate", settings.clientCertFile],
    ["File of the client certificate's key", settings.clientKeyFile],
    ["Proxy", settings.proxy],
    ["Reached without the proxy", settings.noProxy],
    ["Requests at a time, at most", count(settings.concurrency)],
    ["Requests a second, at most", rate === undefined ? undefined : count(rate)],
    ["Time to connect", seconds(settings.connectTimeout)],
    ["Time to wait for an answer", seconds(settings.requestTimeout)],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== "");
}

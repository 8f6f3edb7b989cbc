import type { ReactNode } from "react";
import type { Permissions } from "../../../../shared/domain/permissions.ts";
import { counted } from "../../../format.ts";
import { useSteward } from "../../../steward.ts";

/** So many organizations are named at once; a state's key may reach a thousand. */
const mostNamed = 8;

/** Claim set, organizations, namespaces, API Profiles. */
export function KeyFacts({ permissions }: { permissions: Permissions }) {
  const { claimSet, namespacePrefixes, organizations, profiles } = permissions;
  return (
    <section aria-labelledby="key-title" className="block-of ruled">
      <h2 id="key-title">What the key is good for</h2>
      <dl className="facts">
        <Fact name="Claim set">{claimSet ?? "not told by this server"}</Fact>
        <Fact name="Namespaces">
          <Names names={namespacePrefixes} none="none" />
        </Fact>
        <Fact name="API Profiles">
          <Names names={profiles} none="none assigned" />
        </Fact>
      </dl>
      <h3>
        {organizations.length === 0
          ? "No organization"
          : counted(organizations.length, "organization", "organizations")}
      </h3>
      <Organizations organizations={organizations} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Names({ names, none }: { names: readonly string[]; none: string }) {
  if (names.length === 0) return none;
  return names.map((name) => (
    <span key={name} className="block">
      {name}
    </span>
  ));
}

function Organizations({ organizations }: Pick<Permissions, "organizations">) {
  if (organizations.length === 0)
    return (
      <p className="quiet">
        The server names none: where rights go by organization, such a key reaches no school.
      </p>
    );
  return (
    <>
      <OrganizationList organizations={organizations.slice(0, mostNamed)} />
      {organizations.length > mostNamed && (
        <details>
          <summary>{counted(organizations.length - mostNamed, "more", "more")}</summary>
          <OrganizationList organizations={organizations.slice(mostNamed)} />
        </details>
      )}
    </>
  );
}

function OrganizationList({ organizations }: Pick<Permissions, "organizations">) {
  // A review tells organizations by their ids alone.
  const { review } = useSteward();
  return (
    <ul className="organizations">
      {organizations.map(({ id, name, type }) => (
        <li key={id}>
          {name ?? (review ? "" : "Without a name")}{" "}
          <span className="quiet">
            {id}
            {type !== undefined && ` · ${organizationType(type)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "edfi.LocalEducationAgency" -> "local education agency". */
const organizationType = (type: string) =>
  type
    .slice(type.lastIndexOf(".") + 1)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();

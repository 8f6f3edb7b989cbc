import type { DescriptorTypeLine } from "../../../../shared/domain/descriptor.ts";
import { ShareBar } from "../../../components/share-bar.tsx";
import { useAsTable } from "../../../components/use-as-table.tsx";
import { count } from "../../../format.ts";
import { typeName, usesOfAll } from "../../../mapping-words.ts";

type Uses = DescriptorTypeLine["uses"];

const parts = [
  ["same", "accepted", "●", "as they are"],
  ["mapped", "sending", "⇄", "by a mapping"],
  ["open", "blocked", "‖", "wait for one"],
] as const satisfies readonly (readonly [keyof Uses, ...unknown[]])[];

/** How much of what the files say in codes reaches the server, and by what. */
export function MappingProgress({ types }: { types: readonly DescriptorTypeLine[] }) {
  const used = types.filter(({ codes }) => codes > 0);
  const asTable = useAsTable(() => <ProgressTable types={used} />);
  const uses = usesOfAll(types);
  const all = uses.same + uses.mapped + uses.open;
  if (all === 0) return null;
  return (
    <figure className="mapping-progress" aria-label="How the codes in your files are sent">
      <figcaption>
        Your records use codes {count(all)} times:{" "}
        {parts.map(([name, tone, icon, words]) => (
          <span key={name} className={`mapping-part tone-${tone}`}>
            <span aria-hidden="true">{icon} </span>
            {count(uses[name])} {words}
          </span>
        ))}
      </figcaption>
      <ShareBar pieces={parts.map(([name, tone]) => [tone, uses[name]])} />
      {asTable.button}
      {asTable.table}
    </figure>
  );
}

function ProgressTable({ types }: { types: readonly DescriptorTypeLine[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Type</th>
          {parts.map(([name, , , words]) => (
            <th key={name} scope="col" className="number">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map(({ type, uses }) => (
          <tr key={type}>
            <th scope="row">{typeName(type)}</th>
            {parts.map(([name]) => (
              <td key={name} className="number">
                {count(uses[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { count, resourceName } from "../format.ts";

interface ResourceCountsProps<Name extends string> {
  caption?: string;
  lines: readonly ({ readonly resource: string } & Readonly<Record<Name, number>>)[];
  /** What is counted, after the words of its column. */
  columns: readonly (readonly [words: string, name: Name])[];
}

/** A resource a row, with what is counted of it. */
export function ResourceCounts<Name extends string>({ caption, lines, columns }: ResourceCountsProps<Name>) {
  return (
    <table>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">Resource</th>
          {columns.map(([words]) => (
            <th key={words} scope="col" className="number">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.resource}>
            <th scope="row">{resourceName(line.resource)}</th>
            {columns.map(([words, name]) => (
              <td key={words} className="number">
                {count(line[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

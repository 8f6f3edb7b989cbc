import type { Page } from "@playwright/test";
import axe from "axe-core";

/** The rules whose answer the colours of a scheme decide. */
const coloured = ["color-contrast", "link-in-text-block"];

interface Colour {
  r: number;
  g: number;
  b: number;
  alpha: number;
}
interface ColourClass {
  readonly prototype: { parseString(this: Colour, text: string): Colour };
}

/** In the page. A page has few colours, and axe reads them for each element anew: a third of all that it does. */
function readColoursOnce() {
  const { commons } = (globalThis as unknown as { axe: { commons: { color: { Color: ColourClass } } } }).axe;
  const { prototype } = commons.color.Color;
  const { parseString } = prototype;
  const known = new Map<string, Colour>();
  prototype.parseString = function (text) {
    const { r, g, b, alpha } = known.get(text) ?? parseString.call(this, text);
    known.set(text, { r, g, b, alpha });
    return Object.assign(this, { r, g, b, alpha });
  };
}

/**
 * What axe finds wrong on the page as it stands, one line a rule; `onlyColours`: by the rules about colours. Only what is
 * wrong is collected: the selectors of all that is right take axe three times as long as its rules.
 */
export async function findingsOfAxe(
  page: Page,
  { onlyColours }: { onlyColours: boolean },
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(axe.source);
    await page.evaluate(readColoursOnce);
  }
  return await page.evaluate(
    async (rules) => {
      const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(document, {
        resultTypes: ["violations"],
        // There are no frames, and no style sheets of elsewhere.
        iframes: false,
        preload: false,
        selectors: false,
        // WCAG 2.2 AA, which axe leaves off unless it is asked for.
        rules: { "target-size": { enabled: true } },
        ...(rules && { runOnly: rules }),
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    },
    onlyColours ? coloured : undefined,
  );
}

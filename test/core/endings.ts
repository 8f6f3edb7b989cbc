const endings: (() => unknown)[] = [];

/** Does this after the test, in reverse order of what was asked for. */
export const atEnd = (end: () => unknown) => void endings.push(end);

/** Does all that was asked for; the first failure is told once everything was tried. */
export async function endAll() {
  const failures: unknown[] = [];
  for (const end of endings.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

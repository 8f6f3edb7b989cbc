/** What @peculiar/x509's way of finding its algorithms asks of Reflect, which no JavaScript engine has (yet). */
const kept = new WeakMap<object, Map<unknown, unknown>>();

const own = (key: unknown, target: object): unknown => kept.get(target)?.get(key);

function inherited(key: unknown, target: object | null): unknown {
  for (let one = target; one !== null; one = Object.getPrototypeOf(one)) {
    if (kept.get(one)?.has(key)) return own(key, one);
  }
  return undefined;
}

function define(key: unknown, value: unknown, target: object): void {
  const known = kept.get(target) ?? new Map();
  kept.set(target, known.set(key, value));
}

Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define });

/** What the processes that are measured have in common. */

export const readInput = <Input>(): Input => JSON.parse(process.argv[2] ?? "{}");

export const answer = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

export interface Measured {
  readonly seconds: number;
  /** Of all threads of the process. */
  readonly cpuSeconds: number;
}

export async function measure<Value>(work: () => Promise<Value>): Promise<Measured & { value: Value }> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { value, seconds, cpuSeconds: (user + system) / 1e6 };
}

/** Largest resident memory so far, in bytes. */
export const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

/** A server lives until its standard input ends: it cannot outlive the benchmark. */
export async function untilInputEnds(): Promise<void> {
  for await (const _ of process.stdin);
}

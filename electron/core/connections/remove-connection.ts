interface Parts {
  readonly pulls: { stop(connection: number): Promise<unknown> };
  readonly service: { find(ref: string): { readonly id: number }; remove(ref: string): Promise<undefined> };
  readonly sources: { purge(): Promise<void> };
}

/** A connection goes with what is known of its records, and with the records of which nobody else knows anything. */
export async function removeConnection({ pulls, service, sources }: Parts, ref: string): Promise<void> {
  await pulls.stop(service.find(ref).id);
  await service.remove(ref);
  await sources.purge();
}

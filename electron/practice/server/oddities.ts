/** What real servers get wrong about their own addresses, behind proxies above all (protocol sections 1 and 11). */
export interface Oddities {
  /** What URLs in discovery and metadata begin with, instead of where the client asked: "http://inside:5000". */
  readonly derivedOrigin?: string;
  /** What Location begins with, instead of where the client asked. */
  readonly locationOrigin?: string;
  /** Other URLs in discovery, by their names there; null leaves one out, and closes metadata and token_info. */
  readonly urls?: Readonly<Record<string, string | null>>;
}

/** The scheme alone is wrong: an https server behind a proxy that says http. */
export function derivedOrigin({ derivedOrigin: given }: Oddities, origin: string): string {
  return given === "http:" || given === "https:" ? origin.replace(/^https?:/, given) : (given ?? origin);
}

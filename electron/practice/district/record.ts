/** Takes one record: the plural name of its resource, and its body. */
export type Emit = (resource: string, body: object) => void;

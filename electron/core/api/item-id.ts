/**
 * The same for every form of one item's id: 32 hexadecimal digits as the ODS writes them, or the same with dashes as the DMS
 * does, in any case (protocol section 13, trap 36). For comparing only: requests carry an id as the server wrote it.
 */
export const comparableId = (id: string): string => id.replaceAll("-", "").toLowerCase();

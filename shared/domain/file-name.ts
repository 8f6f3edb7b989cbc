/** A resource as the API writes it, or what looks like one, and which of several files it is: "students", "busPasses-2". */
const plain = /^(?:[a-z]+(?:[A-Z][a-z]+)*s|people)(?:[-_.]?\d{1,4})?$/;
/** Which of several files of one resource: "part-3". */
const numbered = /^(?:[a-z]{1,10}[-_.]?)?\d{1,4}$/;
const ending = /(?:\.(?:jsonl|ndjson|json|gz))*$/i;

/**
 * A file's name as it may be told where others read along: in titles, on standard output, in logs. A district may call a file
 * after a student; what does not look like the name of a resource is left out. Pages show the whole name beside it.
 */
export function toldFile(path: string): string {
  return path.split("/").map(toldPart).join("/");
}

function toldPart(part: string): string {
  const at = part.search(ending);
  const name = part.slice(0, at);
  return name === "" || plain.test(name) || numbered.test(name) ? part : `…${part.slice(at)}`;
}

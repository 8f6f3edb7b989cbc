import type { ModelNames } from "./model-names.ts";

/** Texts are cut: what is behind says nothing more, and must not cost more. */
const longestText = 2048;
const gone = "…";

/**
 * Words of which servers' messages are made. A list of what may stay, not of what must go: a name that nobody thought of
 * is then gone too.
 */
const vocabulary = new Set(
  `a access accessed action added additional after align all already an and another any are as assigned associated association at
  attempt attempting attributes authentication authorization authorized auto based be because been before between body boolean both but
  by call called caller can cannot change changed changes character characters claim claims client code collection
  collections column columns combination condition configuration configured conflict conflicting conflicts connection
  constructed construction contain contained contains conversion convert converted could create created creating credentials
  data database date deadlock defined delete deleted denied dependency dependent descriptor detail details detected
  determine different disabled disallowed do does duplicate duplicated each earlier education either element empty end endpoint
  entity equal error errors established exactly exceed exceeded exceeds exist existing exists expected expired failed feature find field
  fields following for form format found from greater has have header higher host identifiable identifier identifiers identifying
  identity if immutable in include included including incorrectly index inserted instance integer internal into invalid is issue it item items
  its json key keys leading least left length less like limit limited line list long longer mapping match matching
  maximum may metadata method might minimum missing modified more most multiple must mutual namespace natural need new no non none not
  null number numeric object occurred of on one only operation option options or order organization original other out
  overflow parent parsed part path perform performed permission please point position possible prefix prefixes present prevents primary
  problem processed processing processor properties property proposed provided range read reason record recreate reference referenced
  references related relationship relationships request requested require required requires resolve resolved resource
  resources response retry review route row rows same saved schema security see sent server should size
  spaces specified start starts state stored string strings subordinate strategies strategy such supplied support supported system table than that the their
  them then there this time to token too trailing transaction true try two type types unable unexpected unified unique
  unknown unprocessable unsupported up update updated upsert url use used user using valid validation value values violates violation
  was were what when where which while with within without write you`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Names of the model as servers print them: these end in what makes them names of a model. */
const modelName =
  /^[A-Za-z]{1,80}(?:Descriptor|Reference|Association|UniqueId|Descriptors|References|Associations)$/;
/** The subject of a rule about a member: "LastSurname is required". */
const subject =
  /^\s{0,10}([A-Za-z]\w{1,80})(?= (?:is required|is missing the|must be|must have|cannot contain|cannot be|Value should|Value is|value must)\b)/;

/** A whole JSON path, a word, or one other character. */
const token =
  /(?<![^\s'"([])\$(?:\.[A-Za-z_]\w{0,80}(?:\[\d{0,9}\])?){1,20}(?=[.,;:)\]'"]{0,3}(?:\s|$))|[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_]/gu;

/**
 * A server's message without the values that it echoes: JSON paths, member names and descriptor types of the model stay;
 * quoted values, what is in parentheses, what follows a colon, names, numbers, dates and identifiers go (protocol section 6.6).
 */
export function normaliseMessage(text: string, names: ModelNames): string {
  const line = text.slice(0, longestText);
  const named = subject.exec(line)?.[1];
  const kept = named !== undefined && names.member(named) !== undefined ? named : undefined;
  const open = line
    .replace(/\([^()\n]{0,500}\)/g, `(${gone})`)
    .replace(
      /(^|[\s([{,=:])'[^'\n]{0,500}'(?![\p{L}\p{N}])/gu,
      (quoted, before: string) => `${before}${shown(quoted, names)}`,
    )
    .replace(/"[^"\n]{0,500}"/g, gone)
    .replace(/:(?!\/\/)\s[^\n]*/g, `: ${gone}`);
  let first = true;
  const words = open.replace(token, (part) => {
    if (!/[\p{L}\p{N}_$]/u.test(part)) return /[\s.,:;()\-/]/.test(part) ? part : gone;
    const isSubject = first && part === kept;
    first = false;
    if (part.startsWith("$.")) return names.path(part) ?? gone;
    return isSubject || isKnown(part, names) ? part : gone;
  });
  return words
    .replace(/…(?:[^\p{L}\p{N}$]{0,20}…)+/gu, gone)
    .replace(/\s+/g, " ")
    .trim();
}

/** What stands in quotes is a value, unless it is the name of a member, a reference or a descriptor type. */
function shown(quoted: string, names: ModelNames): string {
  const inner = quoted.slice(quoted.indexOf("'") + 1, -1);
  return isOfModel(inner, names) ? inner : gone;
}

function isKnown(part: string, names: ModelNames): boolean {
  return vocabulary.has(part.toLowerCase()) || isOfModel(part, names);
}

function isOfModel(word: string, names: ModelNames): boolean {
  return modelName.test(word) && (names.entity(word) ?? names.member(word)) !== undefined;
}

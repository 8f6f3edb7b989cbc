/**
 * What schools commonly write for words of descriptor values. Only what means one thing wherever it stands; both sides
 * of a comparison are read through it, so that it never makes equal words different.
 */
const written: Readonly<Record<string, string>> = {
  yes: "y",
  no: "n",
  kindergarten: "k kg kdg kn kinder",
  prekindergarten: "pk pkg prek",
  "early childhood": "ec",
  "early education": "ee",
  elementary: "elem el elm",
  "middle school": "ms",
  "high school": "hs",
  "junior high": "jh jrhi",
  secondary: "sec secd",
  semester: "sem smst",
  quarter: "qtr qrtr",
  trimester: "tri trim trimstr",
  year: "yr",
  month: "mo mth",
  week: "wk",
  school: "sch schl",
  district: "dist",
  student: "stu stud stdnt",
  teacher: "tch tchr",
  principal: "prin",
  counselor: "couns cnslr counsellor",
  assistant: "asst",
  administrator: "admin adm",
  superintendent: "supt",
  department: "dept",
  program: "prog prgm",
  education: "ed educ edu",
  "special education": "sped",
  "physical education": "pe",
  "career and technical education": "cte",
  "gifted and talented": "gt gate",
  "advanced placement": "ap",
  "international baccalaureate": "ib",
  "english language arts": "ela",
  "english language learner": "ell",
  "english second language": "esl",
  "limited english proficient": "lep",
  "individualized education program": "iep",
  mathematics: "math maths mth",
  science: "sci",
  "social studies": "ss sst soc",
  language: "lang",
  history: "hist",
  english: "eng engl",
  attendance: "att attd attn",
  absence: "abs absent absnt",
  excused: "exc excus",
  unexcused: "unexc unx unexcus",
  tardy: "tdy trdy",
  suspension: "susp suspended",
  "in school suspension": "iss",
  "out of school suspension": "oss",
  expulsion: "exp expl",
  withdrawn: "wd wdr withdrawal withdrew withdraw",
  transfer: "xfer trf trnsfr",
  graduated: "grad",
  regular: "reg",
  temporary: "temp",
  "full time": "ft fulltime",
  "part time": "pt parttime",
  telephone: "tel phone",
  mobile: "mob cell cellular",
  number: "num nbr",
  address: "addr",
  organization: "org",
  assessment: "asmt assess",
  mother: "mom mum",
  father: "dad",
  grandmother: "gmother",
  grandfather: "gfather",
  guardian: "gdn guard",
  unknown: "unk unkn",
  "not applicable": "na",
  other: "oth othr",
  american: "amer",
  hispanic: "hisp",
  pacific: "pac",
  islander: "isl",
};

const numberNames =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
const ordinalNames =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

const shortForms = Object.entries(written).flatMap(([meaning, short]) =>
  short.split(" ").map((word): [string, readonly string[]] => [word, meaning.split(" ")]),
);
const countingWords = [numberNames, ordinalNames].flatMap((names) =>
  names.split(" ").map((name, number): [string, readonly string[]] => [name, [String(number)]]),
);

/** Word -> what it stands for. */
const meanings: ReadonlyMap<string, readonly string[]> = new Map([...shortForms, ...countingWords]);

/** Letters that stand for a word in types of these names only. */
const lettersByType: readonly {
  readonly type: RegExp;
  readonly letters: Readonly<Record<string, string>>;
}[] = [
  { type: /(?:sex|gender)descriptors$/i, letters: { m: "male", f: "female", x: "nonbinary" } },
  {
    type: /(?:term|gradingperiod)descriptors$/i,
    letters: { q: "quarter", s: "semester", t: "trimester" },
  },
  { type: /gradelevel(?:type)?descriptors$/i, letters: { g: "grade", gr: "grade" } },
];

/** The words that one word stands for in a type; undefined when it stands for itself. */
export function meaningOf(word: string, type: string): readonly string[] | undefined {
  const numeral = /^0*(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1];
  if (numeral !== undefined) return [numeral];
  const known = meanings.get(word);
  if (known) return known;
  const letter = lettersByType.find((entry) => entry.type.test(type))?.letters[word];
  return letter === undefined ? undefined : [letter];
}

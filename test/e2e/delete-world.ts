/** What has left the files of an invented district, and what of it is deleted only when somebody says how many. */
export const plan = {
  total: 1200,
  resources: [
    { resource: "/ed-fi/sections", deletes: 1190, of: 2400, share: 0.496, stops: true },
    { resource: "/ed-fi/cohorts", deletes: 10, of: 400, share: 0.025, stops: false },
  ],
  stops: true,
  refusal: "1,190 of 2,400 sections (49.6 %) would be deleted, more than 5 % or 500 of a resource.",
  kept: [
    {
      resource: "/ed-fi/grades",
      records: 27,
      why: "another-year" as const,
      sentence: "27 grades belong to 2026; this folder is about 2027.",
    },
  ],
};

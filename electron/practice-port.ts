import type { PracticePort } from "./core/training/practice-port.ts";

/** The practice API in this process; loaded when it is first needed, for most never need it. */
export const practicePort: PracticePort = {
  start: async (options) => {
    const { startPractice } = await import("./practice/practice.ts");
    return startPractice(options);
  },
  generate: async (folder, district, { progress, signal }) => {
    const { generateDistrict } = await import("./practice/district/generate.ts");
    const { records, faults } = await generateDistrict(folder, { ...district, onProgress: progress, signal });
    return { records, mistakes: faults.length };
  },
  mend: async (folder, district) => {
    const { mendDistrict } = await import("./practice/district/generate.ts");
    await mendDistrict(folder, district);
  },
};

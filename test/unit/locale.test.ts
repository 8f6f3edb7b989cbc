import { describe, expect, it } from "vitest";
import { createFormats } from "../../renderer/locale.ts";

const at = new Date("2026-11-30T12:45:00Z");
const zone = "UTC";

/** All that is written of a number and a moment; the space before AM and PM is a narrow one. */
function written(...languages: string[]) {
  const formats = createFormats(languages);
  return [
    formats.number(12_480),
    formats.number(1.25, 1),
    formats.day(at, "short", zone),
    formats.day(at, "medium", zone),
    formats.day(at, "spelled", zone),
    formats.day(at, "long", zone),
    formats.clock(at, zone),
  ].map((words) => words.replaceAll(/[\u202f\u00a0]/g, " "));
}

describe("numbers, dates and times", () => {
  it("spell their months in American English, also where no language is told", () => {
    const american = [
      ...["12,480", "1.3", "Mon, Nov 30", "Nov 30, 2026", "November 30, 2026"],
      ...["Monday, November 30, 2026", "12:45 PM"],
    ];
    expect(written("en-US", "de-DE")).toEqual(american);
    expect(written()).toEqual(american);
    expect(written("en")).toEqual(american);
  });

  it("follow a German system, without a German word", () => {
    expect(written("de-DE")).toEqual([
      ...["12.480", "1,3", "Mon, 30.11.", "30.11.2026", "30.11.2026"],
      ...["Monday, 30.11.2026", "12:45"],
    ]);
  });

  it("follow a British system: the day comes first", () => {
    expect(written("en-GB")).toEqual([
      ...["12,480", "1.3", "Mon, 30/11", "30/11/2026", "30/11/2026"],
      ...["Monday, 30/11/2026", "12:45"],
    ]);
  });

  it("keep to the digits and the calendar that the records have, wherever that is", () => {
    expect(written("th-TH")[3]).toBe("30/11/2026");
    expect(written("ar-EG")[0]).toBe("12,480");
    expect(written("fa-IR")[3]).toContain("2026");
    expect(written("es-MX")[6]).toBe("12:45");
  });

  it("say a moment in one go, on this computer's clock", () => {
    const here = createFormats(["de-DE"]);
    const morning = new Date(2026, 10, 30, 7, 45);
    expect(here.exact(morning)).toBe("30.11.2026, 07:45");
    expect(`${here.weekday(morning)} ${here.clock(morning)}`).toBe("Monday 07:45");
  });
});

import type { Problem, ProfileMisuse } from "../problems.ts";
import type { Details } from "./details.ts";
import { quoted } from "./sentences.ts";

const usageDetail = "The request construction was invalid with respect to usage of a data policy.";

/** Refusals that have to do with API Profiles, in problem details (protocol section 9). */
export function profileDetails(problem: Problem, product: "ods" | "dms"): Details | undefined {
  const sentence = profileSentence(problem);
  if (sentence === undefined) return undefined;
  const status = statusOf(problem);
  const errors = [sentence];
  switch (problem.kind) {
    case "profile-usage":
      return {
        type: "profile:invalid-profile-usage",
        title: "Invalid Profile Usage",
        status,
        detail: usageDetail,
        errors,
      };
    case "profile-method": {
      const detail = `${usageDetail} An attempt was made to access a resource that is not ${problem.usage} using the profile.`;
      return {
        type: "profile:method-usage",
        title: "Method Not Allowed with Profile",
        status,
        detail,
        errors,
      };
    }
    case "profile-needed":
      return {
        type: "security:data-policy:incorrect-usage",
        title: "Data Policy Failure Due to Incorrect Usage",
        status,
        detail:
          "A data policy failure was encountered. The request was not constructed correctly for the data policy that has been applied to this data for the caller.",
        errors,
      };
    default:
      return {
        type: product === "dms" ? "data-policy-enforced" : "bad-request:data-policy-enforced",
        title: "Data Policy Enforced",
        status,
        detail:
          "The data cannot be saved because a data policy has been applied to the request that prevents it.",
        errors,
      };
  }
}

/** The same in one sentence and a status, as ODS/API 5.3 to 7.1 put it. */
export function profileMessage(
  problem: Problem,
): { readonly status: number; readonly text: string } | undefined {
  const text = profileSentence(problem);
  return text === undefined ? undefined : { status: statusOf(problem), text };
}

function statusOf(problem: Problem): number {
  if (problem.kind === "profile-needed") return 403;
  if (problem.kind === "profile-method") return 405;
  if (problem.kind !== "profile-usage" || problem.reason.what !== "unknown") return 400;
  return problem.reason.usage === "readable" ? 406 : 415;
}

function profileSentence(problem: Problem): string | undefined {
  switch (problem.kind) {
    case "profile-usage":
      return misuseSentence(problem.reason);
    case "profile-method":
      return `Resource class '${problem.entity}' is not ${problem.usage} using API profile '${problem.profile}'.`;
    case "profile-needed": {
      const what =
        problem.mediaTypes.length === 1
          ? "the following profile-specific content type is"
          : "one of the following profile-specific content types is";
      return `Based on profile assignments, ${what} required when requesting this resource: ${quoted(problem.mediaTypes)}`;
    }
    case "data-policy": {
      const what =
        problem.child === undefined
          ? "the resource"
          : `a child item of type '${problem.child}' in the resource`;
      return `The Profile definition for '${problem.profile}' excludes (or does not include) one or more required data elements needed to create ${what}.`;
    }
    default:
      return undefined;
  }
}

function misuseSentence(reason: ProfileMisuse): string {
  switch (reason.what) {
    case "format":
      return "The format of the profile-based content type header was invalid.";
    case "unknown": {
      const header = reason.usage === "readable" ? "Accept" : "Content-Type";
      return `The profile specified by the content type in the '${header}' header is not supported by this host.`;
    }
    case "resource":
      return `The resource specified by the profile-based content type ('${reason.named}') does not match the requested resource ('${reason.asked}').`;
    case "direction":
      return `A profile-based content type that is ${reason.use} cannot be used with ${reason.method} requests.`;
    default:
      return `Resource '${reason.entity}' is not accessible through the '${reason.profile}' profile specified by the content type.`;
  }
}

import { request as sendRequest } from "undici";
import type { Practice } from "../../electron/practice/practice.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body; undefined when there is none. */
  readonly json: unknown;
}

/** A client of the plainest kind: what a test sends, and what came back. */
export interface ApiClient {
  readonly data: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
}

export function basic(practice: Practice): string {
  return `Basic ${Buffer.from(`${practice.key}:${practice.secret}`).toString("base64")}`;
}

export async function askToken(practice: Practice, headers: Record<string, string> = {}): Promise<Reply> {
  const discovery = (await request("GET", practice.url)).json as { urls: { oauth: string } };
  return request("POST", discovery.urls.oauth, "grant_type=client_credentials", {
    authorization: basic(practice),
    "content-type": "application/x-www-form-urlencoded",
    ...headers,
  });
}

/** Reads discovery, takes a token, and sends with it. */
export async function connect(practice: Practice): Promise<ApiClient> {
  const discovery = (await request("GET", practice.url)).json as { urls: { dataManagementApi: string } };
  const token = (await askToken(practice)).json as { access_token: string };
  const data = discovery.urls.dataManagementApi.replace(/\/$/, "");
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    request(method, path.startsWith("http") ? path : data + path, body, {
      authorization: `Bearer ${token.access_token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    });
  return {
    data,
    send,
    post: (path, body, headers) => send("POST", path, body, headers),
    get: (path, headers) => send("GET", path, undefined, headers),
  };
}

export async function request(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await sendRequest(url, { method, headers, body: text ?? null });
  const answer = await response.body.text();
  return {
    status: response.statusCode,
    headers: new Headers(response.headers as Record<string, string>),
    text: answer,
    json: readJson(answer),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const ninthGrade = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";

/** Bodies of a very small district: one district, one school, and what hangs on it. */
export const sample = {
  district: {
    localEducationAgencyId: 255901,
    nameOfInstitution: "Grand Bend",
    localEducationAgencyCategoryDescriptor:
      "uri://ed-fi.org/LocalEducationAgencyCategoryDescriptor#Regular public school district",
    categories: [
      {
        educationOrganizationCategoryDescriptor:
          "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#Local Education Agency",
      },
    ],
  },
  school: (schoolId = 255901001) => ({
    schoolId,
    nameOfInstitution: "High School",
    localEducationAgencyReference: { localEducationAgencyId: 255901 },
    educationOrganizationCategories: [
      {
        educationOrganizationCategoryDescriptor:
          "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#School",
      },
    ],
    gradeLevels: [{ gradeLevelDescriptor: ninthGrade }],
  }),
  student: (studentUniqueId = "604822", lastSurname = "Doe") => ({
    studentUniqueId,
    firstName: "Sam",
    lastSurname,
    birthDate: "2010-01-13",
  }),
  enrolment: (studentUniqueId = "604822", schoolId = 255901001) => ({
    entryDate: "2024-08-20",
    schoolReference: { schoolId },
    studentReference: { studentUniqueId },
    entryGradeLevelDescriptor: ninthGrade,
  }),
} as const;

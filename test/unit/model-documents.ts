/** Small documents in the shapes that servers serve: invented resources with Ed-Fi's marks. */

type Schema = Record<string, unknown>;

interface Described {
  readonly schema: string;
  readonly properties: Record<string, Schema>;
  readonly required?: readonly string[];
  /** GET parameters that carry the mark of the natural key. */
  readonly key?: readonly string[];
  /** Other GET parameters. */
  readonly query?: readonly string[];
  readonly updatable?: boolean;
}

export const text: Schema = { type: "string", maxLength: 60 };
export const whole: Schema = { type: "integer", format: "int64" };
const year: Schema = { type: "integer", format: "int32" };
export const day: Schema = { type: "string", format: "date" };
export const marked = (schema: Schema): Schema => ({ ...schema, "x-Ed-Fi-isIdentity": true });
export const to = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: string): Schema => ({ type: "array", items: to(name) });

export function schemaOf(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
  return { type: "object", required, properties };
}

export function referenceOf(properties: Record<string, Schema>): Schema {
  return schemaOf({ ...properties, link: to("link") }, Object.keys(properties));
}

/** An OpenAPI 3 document as the ODS/API serves it. */
export function openApi3(resources: Record<string, Described>, schemas: Record<string, Schema> = {}): Schema {
  const paths: Schema = {};
  const all: Record<string, Schema> = { ...schemas, link: schemaOf({ rel: text, href: text }) };
  for (const [path, described] of Object.entries(resources)) {
    all[described.schema] = schemaOf(
      {
        id: text,
        ...described.properties,
        _etag: text,
        _lastModifiedDate: { type: "string", format: "date-time" },
      },
      described.required,
    );
    const body = { content: { "application/json": { schema: to(described.schema) } } };
    paths[path] = { get: { parameters: parametersOf(described) }, post: { requestBody: body } };
    paths[`${path}/{id}`] = {
      put: { requestBody: body, ...(described.updatable ? { "x-Ed-Fi-isUpdatable": true } : {}) },
    };
    paths[`${path}/deletes`] = { get: {} };
    paths[`${path}/keyChanges`] = { get: {} };
  }
  return { openapi: "3.0.1", paths, components: { schemas: all } };
}

function parametersOf({ key = [], query = [] }: Described): Schema[] {
  const parameter = (name: string): Schema => ({ name, in: "query", schema: text });
  return [...key.map((name) => marked(parameter(name))), ...query.map(parameter)];
}

/** The same document as a server before 7.1 writes it. */
export function asSwagger2(document: Schema): Schema {
  const { components, paths } = document as {
    components: { schemas: Schema };
    paths: Record<string, Schema>;
  };
  const bare = { swagger: "2.0", basePath: "/data/v3", definitions: components.schemas, paths };
  return JSON.parse(JSON.stringify(bare).replaceAll("#/components/schemas/", "#/definitions/"), (_, value) =>
    value?.requestBody === undefined
      ? value
      : {
          ...value,
          parameters: [{ in: "body", schema: value.requestBody.content["application/json"].schema }],
          requestBody: undefined,
        },
  );
}

export function descriptor(name: string): Record<string, Described> {
  const schema = `edFi_${name}`;
  const properties = {
    [`${name}Id`]: year,
    codeValue: text,
    namespace: text,
    shortDescription: text,
    effectiveBeginDate: day,
  };
  return { [`/ed-fi/${name}s`]: { schema, properties, required: ["codeValue", "namespace"] } };
}

/** Schools, districts, students, grading periods, section enrolments, grades and accounts. */
export function gradesDocument(): Schema {
  return openApi3(
    {
      "/ed-fi/schools": {
        schema: "edFi_school",
        properties: {
          schoolId: marked(whole),
          nameOfInstitution: text,
          localEducationAgencyReference: to("edFi_localEducationAgencyReference"),
        },
        required: ["schoolId", "nameOfInstitution"],
        key: ["schoolId"],
        query: ["localEducationAgencyId"],
      },
      "/ed-fi/localEducationAgencies": {
        schema: "edFi_localEducationAgency",
        properties: { localEducationAgencyId: marked(whole) },
        key: ["localEducationAgencyId"],
      },
      "/ed-fi/students": {
        schema: "edFi_student",
        properties: { studentUniqueId: marked(text), birthDate: day, birthSexDescriptor: text },
        required: ["studentUniqueId", "birthDate"],
        key: ["studentUniqueId"],
      },
      "/ed-fi/gradingPeriods": {
        schema: "edFi_gradingPeriod",
        properties: {
          periodSequence: marked(year),
          schoolYear: marked(year),
          schoolReference: to("edFi_schoolReference"),
        },
        required: ["periodSequence", "schoolYear", "schoolReference"],
        key: ["periodSequence", "schoolYear", "schoolId"],
      },
      "/ed-fi/studentSectionAssociations": {
        schema: "edFi_studentSectionAssociation",
        properties: {
          beginDate: marked(day),
          schoolYear: marked(year),
          schoolReference: to("edFi_schoolReference"),
          studentReference: to("edFi_studentReference"),
          programs: listOf("edFi_studentSectionAssociationProgram"),
        },
        required: ["beginDate", "schoolYear", "schoolReference", "studentReference"],
        key: ["beginDate", "schoolYear", "schoolId", "studentUniqueId"],
        updatable: true,
      },
      "/ed-fi/grades": {
        schema: "edFi_grade",
        properties: {
          gradeTypeDescriptor: marked(text),
          gradingPeriodReference: to("edFi_gradingPeriodReference"),
          studentSectionAssociationReference: to("edFi_studentSectionAssociationReference"),
          numericGradeEarned: { type: "number", format: "double", minimum: -10, maximum: 10 },
        },
        required: ["gradeTypeDescriptor", "gradingPeriodReference", "studentSectionAssociationReference"],
        key: [
          "gradeTypeDescriptor",
          "gradingPeriodSequence",
          "gradingPeriodSchoolYear",
          "schoolId",
          "beginDate",
          "schoolYear",
          "studentUniqueId",
        ],
      },
      "/ed-fi/chartOfAccounts": {
        schema: "edFi_chartOfAccount",
        properties: {
          accountIdentifier: marked(text),
          educationOrganizationReference: to("edFi_educationOrganizationReference"),
        },
        required: ["accountIdentifier", "educationOrganizationReference"],
        key: ["accountIdentifier", "educationOrganizationId"],
      },
      "/ed-fi/localAccounts": {
        schema: "edFi_localAccount",
        properties: {
          accountIdentifier: marked(text),
          chartOfAccountReference: to("edFi_chartOfAccountReference"),
          educationOrganizationReference: to("edFi_educationOrganizationReference"),
        },
        required: ["accountIdentifier", "chartOfAccountReference", "educationOrganizationReference"],
        key: ["accountIdentifier", "educationOrganizationId"],
        query: ["chartOfAccountIdentifier", "chartOfAccountEducationOrganizationId"],
      },
    },
    {
      edFi_schoolReference: referenceOf({ schoolId: marked(whole) }),
      edFi_localEducationAgencyReference: referenceOf({ localEducationAgencyId: marked(whole) }),
      edFi_educationOrganizationReference: referenceOf({ educationOrganizationId: marked(whole) }),
      edFi_studentReference: referenceOf({ studentUniqueId: marked(text) }),
      edFi_gradingPeriodReference: referenceOf({ schoolYear: year, schoolId: whole, periodSequence: year }),
      edFi_studentSectionAssociationReference: referenceOf({
        studentUniqueId: text,
        schoolId: whole,
        beginDate: day,
        schoolYear: year,
      }),
      edFi_chartOfAccountReference: referenceOf({ accountIdentifier: text, educationOrganizationId: whole }),
      edFi_studentSectionAssociationProgram: schemaOf(
        { educationOrganizationReference: to("edFi_educationOrganizationReference"), note: text },
        ["educationOrganizationReference"],
      ),
    },
  );
}

/** Descriptors that the grades document names. */
export function descriptorsDocument(): Schema {
  return openApi3({
    ...descriptor("gradeTypeDescriptor"),
    ...descriptor("sexDescriptor"),
    ...descriptor("typeDescriptor"),
  });
}

/** Grades once more, as the DMS describes them: marks on the references, flattened names in their schemas. */
export function dmsDocument(): Schema {
  return openApi3(
    {
      "/ed-fi/gradingPeriods": {
        schema: "EdFi_GradingPeriod",
        properties: {
          gradingPeriodName: marked(text),
          schoolYearTypeReference: marked(to("EdFi_SchoolYearTypeReference")),
        },
        required: ["gradingPeriodName", "schoolYearTypeReference"],
        key: ["gradingPeriodName"],
      },
      "/ed-fi/schoolYearTypes": {
        schema: "EdFi_SchoolYear",
        properties: { schoolYear: year, currentSchoolYear: { type: "boolean" } },
      },
      "/ed-fi/grades": {
        schema: "EdFi_Grade",
        properties: {
          gradeTypeDescriptor: marked(text),
          gradingPeriodReference: marked(to("EdFi_GradingPeriod_Reference")),
          schoolYearTypeReference: marked(to("EdFi_SchoolYearTypeReference")),
          reportedPeriodReference: to("EdFi_GradingPeriod_Reference"),
          bus: to("EdFi_Grade_Bus"),
        },
        required: [
          "gradeTypeDescriptor",
          "gradingPeriodReference",
          "schoolYearTypeReference",
          "reportedPeriodReference",
        ],
        // The DMS marks the key of an inner object, too; it is no part of the resource's.
        key: ["gradeTypeDescriptor", "busNumber"],
      },
    },
    {
      EdFi_SchoolYearTypeReference: schemaOf({ schoolYear: year }, ["schoolYear"]),
      EdFi_GradingPeriod_Reference: schemaOf({ gradingPeriodName: text, schoolYear: year }),
      EdFi_Grade_Reference: schemaOf({
        gradeTypeDescriptor: text,
        gradingPeriodName: text,
        gradingPeriodSchoolYear: year,
        schoolYear: year,
      }),
      EdFi_Grade_Bus: schemaOf({ busNumber: text }, ["busNumber"]),
    },
  );
}

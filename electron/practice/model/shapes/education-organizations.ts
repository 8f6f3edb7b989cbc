import {
  type AbstractShape,
  descriptor,
  key,
  list,
  may,
  must,
  organizationId,
  type ResourceShape,
  resource,
  type Shape,
  to,
} from "../shape.ts";
import { organization } from "./fragments.ts";

const categories: Shape = list(
  [key("educationOrganizationCategoryDescriptor", descriptor)],
  "educationOrganizationCategory",
);

export const educationOrganizationShapes: readonly ResourceShape[] = [
  resource("stateEducationAgencies", "stateEducationAgency", [
    must("categories", categories),
    key("stateEducationAgencyId", organizationId),
    ...organization,
  ]),
  resource("educationServiceCenters", "educationServiceCenter", [
    must("categories", categories),
    key("educationServiceCenterId", organizationId),
    may("stateEducationAgencyReference", to("stateEducationAgency")),
    ...organization,
  ]),
  resource("localEducationAgencies", "localEducationAgency", [
    must("categories", categories),
    key("localEducationAgencyId", organizationId),
    may("educationServiceCenterReference", to("educationServiceCenter")),
    may("stateEducationAgencyReference", to("stateEducationAgency")),
    ...organization,
    may("charterStatusDescriptor", descriptor),
    must("localEducationAgencyCategoryDescriptor", descriptor),
  ]),
  resource("schools", "school", [
    must("educationOrganizationCategories", categories),
    must("gradeLevels", list([key("gradeLevelDescriptor", descriptor)])),
    key("schoolId", organizationId),
    may("localEducationAgencyReference", to("localEducationAgency")),
    ...organization,
    may("administrativeFundingControlDescriptor", descriptor),
    may("charterStatusDescriptor", descriptor),
    may("schoolCategories", list([key("schoolCategoryDescriptor", descriptor)])),
    may("schoolTypeDescriptor", descriptor),
    may("titleIPartASchoolDesignationDescriptor", descriptor),
  ]),
  resource("organizationDepartments", "organizationDepartment", [
    must("categories", categories),
    key("organizationDepartmentId", organizationId),
    may(
      "parentEducationOrganizationReference",
      to("educationOrganization", { educationOrganizationId: "parentEducationOrganizationId" }),
    ),
    may("academicSubjectDescriptor", descriptor),
    ...organization,
  ]),
];

/** What many references point to; any of these resources satisfies them. */
export const educationOrganization: AbstractShape = {
  singular: "educationOrganization",
  key: "educationOrganizationId",
  concrete: [
    "stateEducationAgency",
    "educationServiceCenter",
    "localEducationAgency",
    "school",
    "organizationDepartment",
  ],
};

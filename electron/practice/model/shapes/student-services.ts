import {
  date,
  decimal,
  descriptor,
  key,
  list,
  may,
  must,
  object,
  type ResourceShape,
  resource,
  text,
  to,
} from "../shape.ts";

export const studentServiceShapes: readonly ResourceShape[] = [
  resource("studentHealths", "studentHealth", [
    key("educationOrganizationReference", to("educationOrganization")),
    key("studentReference", to("student")),
    must("asOfDate", date),
    may(
      "requiredImmunizations",
      list([
        key("immunizationTypeDescriptor", descriptor),
        may("dates", list([key("immunizationDate", date)])),
      ]),
    ),
  ]),
  resource("studentTransportations", "studentTransportation", [
    key("studentReference", to("student")),
    key(
      "transportationEducationOrganizationReference",
      to("educationOrganization", { educationOrganizationId: "transportationEducationOrganizationId" }),
    ),
    may("specialAccomodationRequirements", text(1024)),
    may(
      "studentBusDetails",
      object([
        must("busRouteDescriptor", descriptor),
        must("busNumber", text(36)),
        may("mileage", decimal(-999.99, 999.99)),
        may(
          "travelDayofWeeks",
          list(
            [key("travelDayofWeekDescriptor", descriptor)],
            "studentTransportationStudentBusDetailsTravelDayofWeek",
          ),
        ),
        may(
          "travelDirections",
          list(
            [key("travelDirectionDescriptor", descriptor)],
            "studentTransportationStudentBusDetailsTravelDirection",
          ),
        ),
      ]),
    ),
    may("transportationPublicExpenseEligibilityTypeDescriptor", descriptor),
    may("transportationTypeDescriptor", descriptor),
  ]),
];

import type { Handlers } from "../../../shared/contract.ts";
import { checkMachine } from "../doctor.ts";
import type { Parts } from "../parts.ts";
import { createAsSentHandlers } from "./as-sent-handlers.ts";
import { createAuditHandlers } from "./audit-handlers.ts";
import { createCauseHandlers } from "./cause-handlers.ts";
import { createCheckHandlers } from "./check-handlers.ts";
import { createConnectionHandlers } from "./connection-handlers.ts";
import { createDeleteHandlers } from "./delete-handlers.ts";
import { createDescriptorHandlers } from "./descriptor-handlers.ts";
import { createDictionaryHandlers } from "./dictionary-handlers.ts";
import { createFirstSyncHandlers } from "./first-sync-handlers.ts";
import { createJournalHandlers } from "./journal-handlers.ts";
import { createKeyChangeHandlers } from "./key-change-handlers.ts";
import { createMachineHandlers } from "./machine-handlers.ts";
import { createNoticeHandlers } from "./notice-handlers.ts";
import { createPageHandlers } from "./page-handlers.ts";
import { createPermissionHandlers } from "./permission-handlers.ts";
import { createPracticeHandlers } from "./practice-handlers.ts";
import { createProfileHandlers } from "./profile-handlers.ts";
import { createPushHandlers } from "./push-handlers.ts";
import { createRecordHandlers } from "./record-handlers.ts";
import { createScheduleHandlers } from "./schedule-handlers.ts";
import { createSourceHandlers } from "./source-handlers.ts";
import { createViewHandlers } from "./view-handlers.ts";

/** What stands behind each command of the contract. */
export function createHandlers(parts: Parts): Handlers {
  return {
    "doctor.run": () => checkMachine(parts),
    ...createConnectionHandlers(parts),
    ...createPermissionHandlers(parts),
    ...createAuditHandlers(parts),
    ...createProfileHandlers(parts),
    ...createDescriptorHandlers(parts),
    ...createDictionaryHandlers(parts),
    ...createJournalHandlers(parts),
    ...createMachineHandlers(parts),
    ...createNoticeHandlers(parts),
    ...createPageHandlers(parts),
    ...createPracticeHandlers(parts),
    ...createSourceHandlers(parts),
    ...createPushHandlers(parts),
    ...createCheckHandlers(parts),
    ...createDeleteHandlers(parts),
    ...createKeyChangeHandlers(parts),
    ...createScheduleHandlers(parts),
    ...createAsSentHandlers(parts),
    ...createFirstSyncHandlers(parts),
    ...createRecordHandlers(parts),
    ...createCauseHandlers(parts),
    ...createViewHandlers(parts),
  };
}

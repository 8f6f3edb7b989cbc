import { type AuditStore, createAuditStore } from "./audit/audit-store.ts";
import { type CausesStore, createCausesStore } from "./causes/causes-store.ts";
import { type CauseHistoryStore, createCauseHistoryStore } from "./causes/history-store.ts";
import { createNotesStore, type NotesStore } from "./causes/notes-store.ts";
import { type ChecksStore, createChecksStore } from "./check/checks-store.ts";
import { type BaselinesStore, createBaselinesStore } from "./connections/baselines-store.ts";
import { type ConnectionsStore, createConnectionsStore } from "./connections/connections-store.ts";
import type { Db } from "./db/open.ts";
import { createFirstSyncStore, type FirstSyncStore } from "./first-sync/first-sync-store.ts";
import { createJournalStore, type JournalStore } from "./journal/journal-store.ts";
import { createRetentionStore, type RetentionStore } from "./journal/retention-store.ts";
import { machineZone } from "./ledger/calendar.ts";
import { createLedgerStore, type LedgerStore } from "./ledger/ledger-store.ts";
import { type CodesStore, createCodesStore } from "./mapping/codes-store.ts";
import { createDescriptorsStore, type DescriptorsStore } from "./mapping/descriptors-store.ts";
import { createMappingsStore, type MappingsStore } from "./mapping/mappings-store.ts";
import { createModelsStore, type ModelsStore } from "./model/models-store.ts";
import { createNoticeSettingsStore, type NoticeSettingsStore } from "./notices/notice-settings.ts";
import { createWaitingNoticesStore, type WaitingNoticesStore } from "./notices/waiting-notices-store.ts";
import { createPageSettingsStore, type PageSettingsStore } from "./page/page-settings.ts";
import { type ApiProfilesStore, createApiProfilesStore } from "./profile/api-profiles-store.ts";
import { createPermissionsStore, type PermissionsStore } from "./profile/permissions-store.ts";
import { createProfilesStore, type ProfilesStore } from "./profile/profiles-store.ts";
import { createSchedulesStore, type SchedulesStore } from "./schedule/schedules-store.ts";
import { createSubmissionsStore, type SubmissionsStore } from "./schedule/submissions-store.ts";
import { type CompleteListsStore, createCompleteListsStore } from "./sources/complete-lists-store.ts";
import { createKeyChangesStore, type KeyChangesStore } from "./sources/key-changes-store.ts";
import { createRecordsStore, type RecordsStore } from "./sources/records-store.ts";
import { createSetsStore, type SetsStore } from "./sources/sets-store.ts";
import { createSourceIdsStore, type SourceIdsStore } from "./sources/source-ids-store.ts";
import { createOpenChangesStore, type OpenChangesStore } from "./sync/keychanges/open-changes-store.ts";
import { createRenamesStore, type RenamesStore } from "./sync/keychanges/renames-store.ts";
import { createReshapesStore, type ReshapesStore } from "./sync/reshapes-store.ts";
import { createRunsStore, type RunsStore } from "./sync/runs-store.ts";
import { createStatesStore, type StatesStore } from "./sync/states-store.ts";
import { createPracticeStore, type PracticeStore } from "./training/practice-store.ts";

/** Every table's owner, over one database. */
export interface Stores {
  readonly db: Db;
  readonly connections: ConnectionsStore;
  readonly models: ModelsStore;
  readonly sets: SetsStore;
  readonly records: RecordsStore;
  readonly states: StatesStore;
  readonly causes: CausesStore;
  readonly causeHistory: CauseHistoryStore;
  readonly checksStore: ChecksStore;
  readonly noticeSettings: NoticeSettingsStore;
  readonly waitingNotices: WaitingNoticesStore;
  readonly pageSettings: PageSettingsStore;
  readonly notes: NotesStore;
  readonly journalStore: JournalStore;
  readonly retentionStore: RetentionStore;
  readonly runs: RunsStore;
  readonly audit: AuditStore;
  readonly profiles: ProfilesStore;
  readonly apiProfiles: ApiProfilesStore;
  readonly permissions: PermissionsStore;
  readonly baselines: BaselinesStore;
  readonly codes: CodesStore;
  readonly descriptors: DescriptorsStore;
  readonly mappings: MappingsStore;
  readonly reshapes: ReshapesStore;
  readonly keyChanges: KeyChangesStore;
  readonly sourceIds: SourceIdsStore;
  readonly renames: RenamesStore;
  readonly openChanges: OpenChangesStore;
  readonly schedulesStore: SchedulesStore;
  readonly submissionsStore: SubmissionsStore;
  readonly ledger: LedgerStore;
  readonly firstSyncStore: FirstSyncStore;
  readonly completeLists: CompleteListsStore;
  readonly practiceStore: PracticeStore;
}

export function createStores(db: Db, credentials: "keychain" | "environment"): Stores {
  const states = createStatesStore(db);
  const schedulesStore = createSchedulesStore(db);
  return {
    db,
    connections: createConnectionsStore(db, credentials === "environment"),
    models: createModelsStore(db),
    sets: createSetsStore(db),
    records: createRecordsStore(db),
    states,
    causes: createCausesStore(db),
    causeHistory: createCauseHistoryStore(db),
    checksStore: createChecksStore(db),
    noticeSettings: createNoticeSettingsStore(db),
    waitingNotices: createWaitingNoticesStore(db),
    pageSettings: createPageSettingsStore(db),
    notes: createNotesStore(db),
    journalStore: createJournalStore(db),
    retentionStore: createRetentionStore(db),
    runs: createRunsStore(db),
    audit: createAuditStore(db),
    profiles: createProfilesStore(db),
    apiProfiles: createApiProfilesStore(db),
    permissions: createPermissionsStore(db),
    baselines: createBaselinesStore(db),
    codes: createCodesStore(db),
    descriptors: createDescriptorsStore(db),
    mappings: createMappingsStore(db),
    reshapes: createReshapesStore(db, states.touch),
    keyChanges: createKeyChangesStore(db),
    sourceIds: createSourceIdsStore(db),
    renames: createRenamesStore(db),
    openChanges: createOpenChangesStore(db),
    schedulesStore,
    submissionsStore: createSubmissionsStore(db),
    ledger: createLedgerStore(
      db,
      (connection) => schedulesStore.of(connection).schedule?.timeZone ?? machineZone(),
    ),
    firstSyncStore: createFirstSyncStore(db),
    completeLists: createCompleteListsStore(db),
    practiceStore: createPracticeStore(db),
  };
}

export { ConfigError } from './config/config-error.ts';
export { kafkaOptionsOf } from './config/kafka-options.ts';
export { type LicetConfig, loadConfig } from './config/load-config.ts';
export { peersSetting } from './config/settings.ts';
export { masterKeyOf } from './config/master-key.ts';
export { writePrivately } from './config/private-file.ts';
export { databaseNameOf } from './database/prepare-database.ts';
export { shortReads, tookTooLong } from './database/short-reads.ts';
export { keepTrying, stopSignal } from './lifecycle/keep-trying.ts';
export { runUntilSignal } from './lifecycle/run-until-signal.ts';
export { StartError } from './lifecycle/start-error.ts';
export { startOrExit } from './lifecycle/start-or-exit.ts';
export { createLogger } from './logging/create-logger.ts';
export { nestLogger } from './logging/nest-logger.ts';
export { type Metrics, metrics } from './metrics/metrics.ts';
export { OutgoingCaller, OutgoingFailed, type OutgoingRules } from './outgoing/outgoing-caller.ts';
export { outgoingUrl } from './outgoing/outgoing-url.ts';
export { webhookHeaders, webhookSecretForm } from './outgoing/sign-webhook.ts';
export { ConsumerRegistry, type Follower } from './service/consumer-registry.ts';
export { recordLook } from './service/record-look.ts';
export { replyTo, replyToCreation } from './service/replies.ts';
export type {
  Logger,
  RunningService,
  ServiceDefinition,
  ServiceHost,
  ServiceResources,
} from './service/service-host.ts';
export { startService } from './service/start-service.ts';
export { systemContext } from './service/system-context.ts';
export { runPod, startPod } from './pod/run-pod.ts';
export { type ReadyProbe, HealthModule } from './pod/health-module.ts';
export { startHealthServer } from './pod/start-health-server.ts';
export { FairPlaces, NoPlace } from './work/fair-places.ts';
export { SharedWork } from './work/shared-work.ts';
export { inTurns } from './work/in-turns.ts';
export { Closers } from './lifecycle/closers.ts';
export { settings } from './config/settings.ts';
export { ListCursors, type ListPlace } from './lists/list-cursors.ts';
export { type MemoryList, readMemoryList } from './lists/read-memory-list.ts';
export { transitionsIn } from './lists/transitions-in.ts';
export { readSqlList } from './lists/read-sql-list.ts';
export { type ListColumn, type SqlList, countStatement, pageStatement } from './lists/sql-list.ts';
export { type PlacedRow, type Turned, turnPage } from './lists/turn-page.ts';

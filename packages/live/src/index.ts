export { BarCollector, type CollectorOptions } from "./bars/collector.js";
export type { CollectorHealth } from "./bars/collector-health.js";
export { type CollectorSettings, collectorSettings } from "./bars/collector-settings.js";
export { LiveConfig } from "./config.js";
export type { BarGap, BarSink, DownloadNotes } from "./download/bar-sink.js";
export {
  type DownloadOptions,
  type DownloadProgress,
  type DownloadResult,
  downloadBars,
} from "./download/download-bars.js";
export { DownloadError } from "./download/errors.js";
export * from "./exchange/errors.js";
export type { ExchangeContext, ExchangeDefinition } from "./exchange/extension.js";
export type * from "./exchange/market-data.js";
export type * from "./exchange/trading.js";
export type * from "./journal/entry.js";
export { BadEntryError } from "./journal/entry-json.js";
export { EXPORT_KINDS, type ExportKind, exportCsv, exportJsonLines } from "./journal/export.js";
export * from "./journal/journal.js";
export { type JournalOptions, openJournalOn } from "./journal/open-journal.js";
export { type ShowOptions, showJournal, UnknownLaneError } from "./journal/show.js";
export { SHOW_KINDS, type ShowKind } from "./journal/show-text.js";
export type { JournalSource, Packing, Storage } from "./journal/storage.js";
export type { Controls } from "./ops/controls.js";
export { HEALTH_LIMITS, type Health, type HealthLevel, type HealthLimits, healthOf } from "./ops/health.js";
export { createLagHistogram, type LagHistogram } from "./ops/lag-histogram.js";
export * from "./ops/notice.js";
export { createNotifications, type Notifications, type NotificationTarget } from "./ops/notifications.js";
export * from "./ops/notifier.js";
export { createRedactor, isSecretName, type Redactor } from "./ops/redact.js";
export * from "./ops/send.js";
export type * from "./ops/status.js";
export { statusText } from "./ops/status-text.js";
export type { BrokerReport } from "./orders/broker-report.js";
export { clientIdOf, isOurs } from "./orders/client-id.js";
export { ExchangeBroker, type ExchangeBrokerOptions } from "./orders/exchange-broker.js";
export type { Inbox, LiveBroker } from "./orders/live-broker.js";
export { OrderSettings } from "./orders/order-settings.js";
export { proveLookUp, type SelfTestOptions } from "./orders/self-test.js";
export { alignReports } from "./parity/align-reports.js";
export {
  createParityComparer,
  type ParityComparer,
  type ParityOptions,
  ParityUnstartedError,
  type ReplayedCode,
  type ReplayedStep,
} from "./parity/parity-comparer.js";
export { type ParityReport, parityReportSchema } from "./parity/parity-report.js";
export { parityToHtml } from "./parity/parity-to-html.js";
export { parityToTerminal } from "./parity/parity-to-terminal.js";
export type { BarSource, Delivery } from "./runtime/bar-source.js";
export * from "./runtime/errors.js";
export type { LiveRun } from "./runtime/live-run.js";
export type { LiveLane, LiveOptions, RunNotice, StartingAccount } from "./runtime/options.js";
export { type LedStep, type ReplayOptions, replayJournal } from "./runtime/replay-journal.js";
export { startLive } from "./runtime/start-live.js";
export type { SwapPlan } from "./runtime/swap.js";
export { ExchangeClock, type ExchangeClockOptions, type ExchangeClockSettings } from "./time/exchange-clock.js";
export type { Timers } from "./time/timers.js";

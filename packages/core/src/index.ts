export { EventBus, type LaneInfo, type RunEventName, type RunEvents } from "./bus.js";
export { canonicalJson, NotCanonicalError } from "./canonical-json.js";
export { clip, type Place, placeText, TradingError } from "./errors.js";
export { fingerprintOf, sha256, sha256Hex } from "./fingerprint.js";
export { alignedTo } from "./frame/aligned.js";
export { BAR_FIELDS, type Bar, type BarColumns, type BarField } from "./frame/bar.js";
export { BarStore, type BarStoreOptions, linkPeers } from "./frame/bar-store.js";
export { BadFrameError, FutureAccessError, UnknownColumnError, UnknownSymbolError } from "./frame/errors.js";
export type { Frame } from "./frame/frame.js";
export { frameOf } from "./frame/frame-of.js";
export { ForeignSeriesError, type Series } from "./frame/series.js";
export {
  type AnyIndicator,
  assertPeriod,
  defineIndicator,
  type FrameIndicator,
  type IndicatorInfo,
  type IndicatorInputs,
  type IndicatorParam,
  type PairIndicator,
  type SeriesIndicator,
} from "./indicator/define-indicator.js";
export { derivedSeries } from "./indicator/derived-series.js";
export { BadIndicatorCallError, BadPeriodError } from "./indicator/errors.js";
export type { Kernel } from "./indicator/kernel.js";
export { AssetLedger, LEDGER_ACCOUNTS, type LedgerAccount } from "./ledger/asset-ledger.js";
export { EquityCurve } from "./ledger/equity-curve.js";
export { Ledger, LedgerError } from "./ledger/ledger.js";
export type { Trade, TradeExit } from "./ledger/trade.js";
export { type DatedHalt, Desk } from "./loop/desk.js";
export { StrategyFailedError } from "./loop/errors.js";
export type { Lane } from "./loop/lane.js";
export { Loop } from "./loop/loop.js";
export type { LaneOptions, LoopOptions, SignalWitness } from "./loop/loop-options.js";
export { BadGridError, decimalPlaces, decimalUnits, Grid } from "./market/grid.js";
export { type Instrument, instrument } from "./market/instrument.js";
export { type DatedRules, type InstrumentHistory, instrumentHistory } from "./market/instrument-history.js";
export {
  BadInstrumentError,
  type FeeTier,
  type InstrumentKind,
  type InstrumentRules,
  type InstrumentSpec,
  type MarginTier,
} from "./market/instrument-spec.js";
export {
  BadTimeframeError,
  barsPerYear,
  closeTimeOf,
  isTimeframe,
  openTimeOf,
  type Timeframe,
  timeframeMs,
} from "./market/timeframe.js";
export { normalCdf, normalDensity } from "./math/normal-cdf.js";
export { normalQuantile } from "./math/normal-quantile.js";
export { quantile } from "./math/quantile.js";
export { didYouMean, nearest } from "./nearest.js";
export { Guard, guardOf, type StopReason, type Target } from "./order/guard.js";
export type {
  Bracket,
  BreakEven,
  EntryTerms,
  ExitLevel,
  ExitReason,
  Fill,
  Funding,
  LeaveReason,
  OrderChange,
  OrderRequest,
  OrderType,
  OrderUpdate,
  PartialTarget,
  Side,
  TimeInForce,
  TimeStop,
  TrailingStop,
} from "./order/order.js";
export { OrderState, OrderStateError } from "./order/order-state.js";
export { isFinal, ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from "./order/order-status.js";
export type {
  CommandContext,
  CommandDefinition,
  CommandFlag,
  CommandOutput,
  CommandProgress,
} from "./plugin/command.js";
export {
  definePlugin,
  PLUGIN_API_VERSION,
  type PluginDefinition,
  type Registrar,
  type SetupContext,
  type Teardown,
} from "./plugin/define-plugin.js";
export {
  BadExtensionError,
  BadPluginError,
  ExtensionFailedError,
  PluginError,
  PluginLoadError,
  PluginNotFoundError,
  PluginOptionsError,
  PluginSetupError,
  PluginTeardownError,
  PluginVersionError,
  thrownText,
} from "./plugin/errors.js";
export {
  DuplicateExtensionError,
  type ExtensionReader,
  ExtensionRegistry,
  UnknownExtensionError,
  UnknownKindError,
} from "./plugin/extension-registry.js";
export type { Extensions } from "./plugin/extensions.js";
export { PluginHost } from "./plugin/plugin-host.js";
export { addedMargin, initialMargin, liquidationPrice, maintenanceMargin, marginTierOf } from "./portfolio/margin.js";
export {
  type AccountCosts,
  BadAccountError,
  type HoldingSpec,
  Portfolio,
  type PortfolioOptions,
} from "./portfolio/portfolio.js";
export type { Holding, LanePosition, PortfolioView } from "./portfolio/portfolio-view.js";
export {
  Batch,
  type Broker,
  type BrokerListener,
  type Clock,
  type Disk,
  type Logger,
  type MarketFeed,
  type Stream,
  silentLogger,
} from "./ports.js";
export {
  type Approved,
  type Halt,
  type Refused,
  RISK_RULES,
  type RiskEngine,
  type RiskInput,
  type RiskLane,
  type RiskRule,
  type SizedOrder,
  type SizingStep,
  sizingText,
  type Verdict,
} from "./risk/verdict.js";
export { createRng, type Rng } from "./rng.js";
export { flat, long, type Signal, type SignalDetails, type SignalMetadata, type Stance, short } from "./signal.js";
export {
  BadParamsError,
  BadStrategyError,
  defineStrategy,
  instantiate,
  type StrategyDefinition,
} from "./strategy/define-strategy.js";
export { fraction, level, multiple, period, type SearchRange, searchRanges } from "./strategy/params.js";
export type { PositionSide, PositionView, Strategy, StrategyContext } from "./strategy/strategy.js";
export { VERSION } from "./version.js";

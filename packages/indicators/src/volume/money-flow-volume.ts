/**
 * Volume of a bar, times where it closed between low (-1) and high (1). Unit: base units.
 * 0 for a bar without range, which says nothing.
 */
export function moneyFlowVolume(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0;
}

/**
 * Shares out capital among assets. Pure: equal returns give equal weights.
 *
 * @param returns - one series of simple returns per asset, oldest first, the same bars in each.
 * @returns one weight per asset in the same order, none negative, their sum 1; or null where the returns do not say:
 * fewer than two rows, a return that is not finite, or an asset that does not move. One such asset leaves the whole
 * answer open, for any weight given to it would be a guess: the caller decides what to hold meanwhile.
 * @throws {BadAllocationError} if the series differ in length.
 */
export type AllocationRule = (returns: readonly Float64Array[]) => Float64Array | null;

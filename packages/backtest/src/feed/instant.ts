const DAY_MS = 86_400_000;
const [DASH, PLUS, COLON, POINT, COMMA, SPACE] = [45, 43, 58, 46, 44, 32];

/** The number that `count` digits at `at` write, or NaN. */
function digitsAt(bytes: Uint8Array, at: number, count: number, to: number): number {
  if (at + count > to) return Number.NaN;
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = bytes[i]! - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01 of a date in the Gregorian calendar, or NaN if there is no such date. */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (!(day <= length)) return Number.NaN;
  // years start in March here, so that the leap day is the last of its year
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

/**
 * Epoch milliseconds of an ISO 8601 date or date-time in `bytes[from, to)`, or NaN. A date alone is 00:00 UTC; `T` or
 * a space parts date and time; without `Z` or an offset the time is UTC; fractions round to the millisecond.
 */
export function parseInstant(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return Number.NaN;
  const date = dayNumber(
    digitsAt(bytes, from, 4, to),
    digitsAt(bytes, from + 5, 2, to),
    digitsAt(bytes, from + 8, 2, to),
  );
  let at = from + 10;
  if (at === to) return date * DAY_MS;
  const parting = bytes[at]!;
  const hour = digitsAt(bytes, at + 1, 2, to);
  const minute = digitsAt(bytes, at + 4, 2, to);
  if (!((parting === SPACE || (parting | 32) === 116) && bytes[at + 3] === COLON && hour <= 23 && minute <= 59))
    return Number.NaN;
  at += 6;
  let ms = date * DAY_MS + (hour * 60 + minute) * 60_000;
  if (at < to && bytes[at] === COLON) {
    const second = digitsAt(bytes, at + 1, 2, to);
    if (!(second <= 59)) return Number.NaN;
    ms += second * 1_000;
    at += 3;
    if (at < to && (bytes[at] === POINT || bytes[at] === COMMA)) {
      const first = ++at;
      let unit = 1_000;
      let fraction = 0;
      for (; at < to && bytes[at]! >= 48 && bytes[at]! <= 57; at++) {
        unit /= 10;
        fraction += (bytes[at]! - 48) * unit;
      }
      if (at === first) return Number.NaN;
      ms += Math.round(fraction);
    }
  }
  return ms - offsetMs(bytes, at, to);
}

/** What `Z`, `+02:00`, `+0200` or `+02` in `bytes[at, to)` adds to UTC; 0 for nothing, NaN for anything else. */
function offsetMs(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0;
  const at = bytes[from] === SPACE ? from + 1 : from;
  const sign = bytes[at];
  if ((sign! | 32) === 122) return at + 1 === to ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const hours = digitsAt(bytes, at + 1, 2, to);
  const colon = bytes[at + 3] === COLON && at + 3 < to ? 1 : 0;
  const bare = at + 3 === to;
  const minutes = bare ? 0 : digitsAt(bytes, at + 3 + colon, 2, to);
  if (!(hours <= 23 && minutes <= 59 && (bare || at + 5 + colon === to))) return Number.NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}

const utf8 = new TextEncoder();

/** Epoch milliseconds of an ISO 8601 text, or NaN. */
export function instantOf(text: string): number {
  const bytes = utf8.encode(text.slice(0, 64));
  return parseInstant(bytes, 0, bytes.length);
}

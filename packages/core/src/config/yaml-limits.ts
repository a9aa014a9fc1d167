/** Bounds that a config text must keep, so that a hostile one costs little. */
export interface YamlLimits {
  /** UTF-8 bytes of the text. */
  readonly bytes: number;
  /** Mappings and lists inside each other. */
  readonly depth: number;
  /** Values, each counted again wherever an alias repeats it. */
  readonly nodes: number;
}

export const DEFAULT_LIMITS: YamlLimits = { bytes: 1_048_576, depth: 64, nodes: 20_000 };

/** `1.5 MiB`, rounded down to a tenth, for messages. */
export function bytesText(bytes: number): string {
  const [unit, size] = bytes >= 1_048_576 ? ["MiB", 1_048_576] : bytes >= 1_024 ? ["KiB", 1_024] : ["bytes", 1];
  return `${Math.floor((bytes * 10) / size) / 10} ${unit}`;
}

/** Offset of the first character that text never holds (C0 controls but tab and line ends, DEL), or -1. */
export function controlCharacterAt(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 127 || (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13)) return i;
  }
  return -1;
}

/** UTF-8 length. A lone surrogate counts 3, as its replacement character does. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // a surrogate pair is two units and four bytes
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 2;
      i++;
    } else if (unit > 0x7ff) bytes += 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

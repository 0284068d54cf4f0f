const MiB = 1024 * 1024;

/**
 * How much the harness takes from a target before it stops reading and says so. Every bound is far above what a target that
 * keeps docs/contract.md sends, and small enough that no answer fills the memory of the machine.
 */
export const limits = {
  /**
   * Bytes of one body or one frame, both as they travel and decompressed. The largest legal answer is a page of 100
   * messages with 8,000 code points each: 3.2 MB, or 9.6 MB where each is escaped as `\ud83d\ude00`.
   */
  answerBytes: 16 * MiB,
  /** Frames of one socket. A run has some ten events; the busiest test of the suite gets some hundred frames. */
  socketFrames: 100_000,
  /** Bytes of all frames of one socket, which are kept until the test ends. */
  socketBytes: 64 * MiB,
  /** Characters of all frames of one test, whichever socket they came on. */
  testCharacters: 256 * MiB,
} as const;

/** A size for a message, e.g. `16 MiB` or `1,234 bytes`. */
export function sizeText(bytes: number): string {
  return bytes < MiB ? `${bytes.toLocaleString('en')} bytes` : `${Math.floor((10 * bytes) / MiB) / 10} MiB`;
}

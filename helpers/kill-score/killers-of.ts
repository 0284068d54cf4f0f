import type { Defect } from './defect.ts';
import type { Failure } from './failures-of.ts';

/** The tests that noticed a defect: their failure names the promise that it breaks, in the title or in a message. */
export function killersOf(failures: readonly Failure[], { breaks }: Defect): string[] {
  const named = new RegExp(String.raw`\[[^\]]*\b${breaks}\b[^\]]*\]|\([^)]*\b${breaks}\b[^)]*\)`);
  return failures.filter(({ text }) => named.test(text)).map(({ file, title }) => `${file} › ${title}`);
}

/** Whether the next one is slow: by chance, but never three times in a row, nor three times not. */
export function slowTurns(): () => boolean {
  const last: boolean[] = [];
  return () => {
    const [a, b] = last;
    const isSlow = a !== undefined && a === b ? !a : Math.random() < 0.5;
    last.unshift(isSlow);
    last.length = 2;
    return isSlow;
  };
}

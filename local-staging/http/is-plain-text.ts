/** Whether a text can be stored as it was sent: well-formed Unicode without U+0000 (contract M4, C8). */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

import ts from 'typescript';

/** A code that stands in a source file. */
interface FoundCode {
  file: string;
  code: string;
  /** Whether it is written into a text, where no type checks it. */
  isBare: boolean;
}

const code = /^[A-Z][A-Z_]+$/;
const bareCode = /^\[([A-Z][A-Z_]{3,})\] /;

/** Whether a call takes a code first: of an error's class, of its base, or for a sentence. */
function takesCode(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (ts.isNewExpression(node)) return node.expression.getText().endsWith('Error');
  return (
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.SuperKeyword || node.expression.getText() === 'coded')
  );
}

/** The codes of errors in a source file: those that are handed to an error, and those that a text begins with. */
function* codesIn(file: string, text: string): Generator<FoundCode> {
  if (!/Error\(|coded\(|super\(|[`'"]\[[A-Z]/.test(text)) return;
  const nodes: ts.Node[] = [ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    node.forEachChild((child) => void nodes.push(child));
    const first = takesCode(node) ? node.arguments?.[0] : undefined;
    if (first && ts.isStringLiteral(first) && code.test(first.text))
      yield { file, code: first.text, isBare: false };
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node)) continue;
    const [, bare] = bareCode.exec(node.text) ?? [];
    if (bare !== undefined) yield { file, code: bare, isBare: true };
  }
}

/**
 * Everything in which a catalogue of codes and the code differ, in sentences.
 * @param sources - the texts of the files, by their paths
 */
export function catalogueDifferences(
  catalogue: Readonly<Record<string, object>>,
  sources: ReadonlyMap<string, string>,
): string[] {
  const found = [...sources].flatMap(([file, text]) => [...codesIn(file, text)]);
  const owners = Object.entries(catalogue);
  const listed = owners.flatMap(([, codes]) => Object.keys(codes));
  return [
    ...found.flatMap(({ file, code, isBare }) =>
      isBare ? `${file} writes [${code}] into a text: use an error class, or coded('${code}', …).` : [],
    ),
    ...found.flatMap(({ file, code, isBare }) =>
      isBare || listed.includes(code) ? [] : `${file} throws ${code}, which is not in the catalogue.`,
    ),
    ...listed
      .filter((code) => !found.some((one) => one.code === code))
      .map((code) => `Nothing throws ${code}. Remove it from the catalogue.`),
    ...listed
      .filter((code, index) => listed.indexOf(code) !== index)
      .map((code) => `${code} has two owners in the catalogue.`),
  ];
}

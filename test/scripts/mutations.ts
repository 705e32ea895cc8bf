/** Small changes of a program that a test should notice. */
import ts from 'typescript';

/** One change: the text from `start` to before `end` becomes `text`. `line` counts from 1. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly was: string;
  readonly text: string;
}

const operators: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '??': '&&',
};

type Change = readonly [part: ts.Node, text: string];

const booleans = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.TrueKeyword, 'false'],
  [ts.SyntaxKind.FalseKeyword, 'true'],
]);

function operatorChange(node: ts.BinaryExpression, source: ts.SourceFile): Change | undefined {
  const other = operators[node.operatorToken.getText(source)];
  const isText = node.getText(source).includes("'") && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return other === undefined || isText ? undefined : [node.operatorToken, other];
}

/** The part of a node that is changed, if there is one, with its other text. */
function changeOf(node: ts.Node, source: ts.SourceFile): Change | undefined {
  if (ts.isBinaryExpression(node)) return operatorChange(node, source);
  const other = booleans.get(node.kind);
  if (other !== undefined) return ts.isLiteralTypeNode(node.parent) ? undefined : [node, other];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [node, node.operand.getText(source)];
  if (ts.isReturnStatement(node) && node.expression !== undefined)
    return [node.expression, 'undefined as never'];
  return undefined;
}

/** All changes of a module, in the order of their places; none within types or imports. */
export function mutationsOf(text: string): readonly Mutation[] {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    const change = changeOf(node, source);
    if (change !== undefined) {
      const [part, changed] = change;
      const start = part.getStart(source);
      const was = part.getText(source);
      const { line } = source.getLineAndCharacterOfPosition(start);
      if (was !== 'undefined') found.push({ start, end: part.getEnd(), line: line + 1, was, text: changed });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

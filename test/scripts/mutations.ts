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

/** The changed text of a node, if it is one that is changed. */
function changeOf(node: ts.Node, source: ts.SourceFile): readonly [ts.Node, string] | undefined {
  if (ts.isBinaryExpression(node)) {
    const other = operators[node.operatorToken.getText(source)];
    const isText = node.getText(source).includes("'") && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
    return other === undefined || isText ? undefined : [node.operatorToken, other];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword && !ts.isLiteralTypeNode(node.parent)) return [node, 'false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent)) return [node, 'true'];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [node, node.operand.getText(source)];
  if (ts.isReturnStatement(node) && node.expression !== undefined && node.expression.kind !== undefinedKind)
    return [node.expression, 'undefined as never'];
  return undefined;
}

const undefinedKind = ts.SyntaxKind.UndefinedKeyword;

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

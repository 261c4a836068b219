/** What an expression is once it is parsed: the nodes that jmespath 0.16 makes, plain data that goes into a worker. */

export type Node =
  | { readonly type: 'Field'; readonly name: string }
  | { readonly type: 'Literal'; readonly value: unknown }
  | { readonly type: 'Current' | 'Identity' }
  | { readonly type: 'Index'; readonly value: number }
  | { readonly type: 'Slice'; readonly children: readonly (number | null)[] }
  | { readonly type: 'Comparator'; readonly name: Comparison; readonly children: Pair }
  | { readonly type: 'Subexpression' | 'IndexExpression' | 'Pipe'; readonly children: Pair }
  | { readonly type: 'OrExpression' | 'AndExpression'; readonly children: Pair }
  | { readonly type: 'Projection' | 'ValueProjection'; readonly children: Pair }
  | { readonly type: 'FilterProjection'; readonly children: readonly [Node, Node, Node] }
  | { readonly type: 'Flatten' | 'NotExpression' | 'ExpressionReference'; readonly children: readonly [Node] }
  | { readonly type: 'MultiSelectList'; readonly children: readonly Node[] }
  | { readonly type: 'MultiSelectHash'; readonly children: readonly Named[] }
  | { readonly type: 'Function'; readonly name: string; readonly children: readonly Node[] };

type Pair = readonly [Node, Node];
type Named = { readonly type: 'KeyValuePair'; readonly name: string; readonly value: Node };
export type Comparison = 'EQ' | 'NE' | 'GT' | 'GTE' | 'LT' | 'LTE';

/** What stands within a node. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.type === 'MultiSelectHash') return node.children.map(({ value }) => value);
  return 'children' in node && node.type !== 'Slice' ? node.children : [];
}

/*
 * Which rows React draws again, as its own developer tools are told it, with nothing in the product. React looks for the
 * listener once, when it loads; a test must see that something is counted.
 */

/** Of React's own records the few parts that say what was drawn. */
interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  readonly memoizedProps: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  /** The same part as it stood before this commit. */
  readonly alternate: Fiber | null;
}

interface Root {
  readonly current: Fiber;
}

interface Listener {
  readonly renderers: Map<unknown, unknown>;
  readonly supportsFiber: true;
  inject(): number;
  onCommitFiberRoot(renderer: number, root: Root, ...rest: readonly unknown[]): void;
  onCommitFiberUnmount(): void;
}

declare global {
  var __REACT_DEVTOOLS_GLOBAL_HOOK__: Listener | undefined;
}

/** React sets it on a component whose function ran in this commit. */
const performedWork = 1;

/** A line of the tree, or only what stands in it. */
export type Part = 'TreeRow' | 'RowContent';

let counted: { readonly part: Part; readonly keys: string[] } | null = null;

globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= {
  renderers: new Map(),
  supportsFiber: true,
  inject: () => 1,
  onCommitFiberRoot: () => undefined,
  onCommitFiberUnmount: () => undefined,
};
const listener = globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__;
const others = listener.onCommitFiberRoot.bind(listener);
listener.onCommitFiberRoot = (renderer, root, ...rest) => {
  others(renderer, root, ...rest);
  if (counted && root.current.alternate) collect(root.current, root.current.alternate, counted);
};

/** Keys of the rows of the tree that are drawn while `act` runs, each as often as it is. */
export async function rowsDrawn(
  act: () => Promise<void>,
  part: Part = 'TreeRow',
): Promise<readonly string[]> {
  const own = { part, keys: [] };
  counted = own;
  try {
    await act();
  } finally {
    counted = null;
  }
  return own.keys;
}

/** Only where something below changed: the rest are the very records of an earlier commit, with its marks. */
function collect(now: Fiber, before: Fiber | null, into: NonNullable<typeof counted>): void {
  if (before?.child === now.child) return;
  for (let child = now.child; child; child = child.sibling) {
    const isDrawn = (child.flags & performedWork) !== 0;
    if (isDrawn && isPart(child, into.part)) into.keys.push(keyOf(child));
    collect(child, child.alternate, into);
  }
}

function isPart({ type }: Fiber, part: Part): boolean {
  return typeof type === 'function' && type.name === part;
}

function keyOf({ memoizedProps }: Fiber): string {
  return (memoizedProps as { row: { key: string } }).row.key;
}

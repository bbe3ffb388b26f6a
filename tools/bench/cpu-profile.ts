/** As V8 writes it; times in microseconds. */
export interface CpuProfile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string };
  children?: number[];
}

/** One function on the stack, the innermost first. */
export interface Frame {
  name: string;
  url: string;
}

/** Calls `sample` with the stack of each sample and the microseconds until the next one; idle time is left out. */
export function eachSample(
  { nodes, samples, timeDeltas }: CpuProfile,
  sample: (stack: readonly Frame[], microseconds: number) => void,
): void {
  const stacks = stacksOf(nodes);
  samples.forEach((id, i) => {
    const stack = stacks.get(id);
    if (!stack || stack[0]?.name === '(idle)') return;
    sample(stack, timeDeltas[i + 1] ?? 0);
  });
}

function stacksOf(nodes: readonly ProfileNode[]): Map<number, Frame[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stacks = new Map<number, Frame[]>();
  const visit = (node: ProfileNode, callers: readonly Frame[]) => {
    const { functionName: name, url } = node.callFrame;
    const stack = [{ name, url }, ...callers];
    stacks.set(node.id, stack);
    for (const child of node.children ?? []) {
      const below = byId.get(child);
      if (below) visit(below, stack);
    }
  };
  const [root] = nodes;
  if (root) visit(root, []);
  return stacks;
}

const wanted = 20;

/** Why this Node does not do, or undefined. Nothing here may be newer than what an old Node understands. */
export function nodeProblem() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= wanted) return undefined;
  return `Node ${wanted} or newer is needed, this is ${process.versions.node}. For example: nvm install ${wanted}`;
}

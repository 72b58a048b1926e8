/** How to take back what was noted of a transaction, in case the server takes the transaction back. */
export class Journal {
  private readonly undos: (() => void)[] = [];

  /** Does something now, and undoes it should the transaction be rolled back. */
  note(change: () => void, undo: () => void): void {
    change();
    this.undos.push(undo);
  }

  /** A place to come back to. */
  mark(): number {
    return this.undos.length;
  }

  undoTo(mark: number): void {
    while (this.undos.length > mark) this.undos.pop()?.();
  }

  /** What was noted holds for good. */
  commit(): void {
    this.undos.length = 0;
  }
}

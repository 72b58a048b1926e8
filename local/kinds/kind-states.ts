/** What a kind knows of a run that nobody else has to know. */
export class StateKey<T> {
  /** @param make what a run begins with */
  constructor(readonly make: () => T) {}
}

/** The states of all kinds in one run, each made when it is first asked for. */
export class KindStates {
  private readonly states = new Map<StateKey<unknown>, unknown>();

  of<T>(key: StateKey<T>): T {
    if (!this.states.has(key)) this.states.set(key, key.make());
    return this.states.get(key) as T;
  }
}

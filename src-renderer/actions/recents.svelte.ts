// The pictures opened last, as main remembers them; for the empty window and the palette.
import type { Recent } from '../../src-core/contract.ts';
import type { ControlClient } from '../host/host.ts';

export class Recents {
  #list = $state.raw<readonly Recent[]>([]);
  readonly #control: ControlClient;

  constructor(control: ControlClient) {
    this.#control = control;
  }

  get list(): readonly Recent[] {
    return this.#list;
  }

  async refresh(): Promise<void> {
    // Without the list the window is only emptier: nothing to report.
    const reply = await this.#control.call('recents', {}).catch(() => null);
    if (reply) this.#list = reply.value;
  }

  async clear(): Promise<void> {
    await this.#control.call('clearRecents', {});
    await this.refresh();
  }
}

// Starts the page: connects to the program around it, then shows the window.
import { mount } from 'svelte';
import { toAppError } from '../src-core/errors.ts';
import { createHost } from './host/index.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

try {
  // A task of its own, while the connections are made.
  const interfaceModule = import('./App.svelte');
  const host = await createHost();
  const { value: start } = await host.control.call('start', {});
  const { default: App } = await interfaceModule;
  mount(App, { target, props: { host, start } });
} catch (thrown) {
  const message = document.createElement('p');
  message.className = 'start-problem';
  message.setAttribute('role', 'alert');
  message.textContent = toAppError(thrown).message;
  target.replaceChildren(message);
}

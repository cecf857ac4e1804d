// Chromium as a peer: a browser of its own whose drawing is the same on every machine.
import { chromium, type Browser } from '@playwright/test';
import { browserArguments, installedBrowser } from '../../scripts/find-browser.mjs';

export function launchPeer(): Promise<Browser> {
  const executablePath = installedBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      ...browserArguments,
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--force-color-profile=srgb',
    ],
  });
}

// Every test there is, in the order that fails fastest; closes with one line: N passed, N failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const reports = mkdtempSync(join(tmpdir(), 'kernelcraft-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const run = (script, args, env = {}) =>
  spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

function step(name, passed) {
  console.log(`${passed ? 'passed' : 'FAILED'}: ${name}`);
  total[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failures.push(name);
  return passed;
}

/** Adds a runner's own counts and the names of what failed; a runner that died without a report is one failure. */
function add(name, reportFile, ok, read) {
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  const { names, ...counted } = report ? read(report) : { passed: 0, failed: 0, skipped: 0, names: [] };
  if (!ok && counted.failed === 0) counted.failed = 1;
  if (counted.passed + counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
  if (counted.failed > 0) failures.push(...(names.length > 0 ? names : [name]));
  console.log(`${name}: ${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`);
}

/** The tests of a suite of Playwright's report and of the suites in it. */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

if (step('build', run('scripts/build.mjs', ['--unless-built']))) {
  step('types, room by room', run('scripts/check.mjs', []));
  step('lint', run('node_modules/eslint/bin/eslint.js', ['.']));
  step('format', run('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']));

  const unit = join(reports, 'unit.json');
  const unitOk = run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unit}`,
  ]);
  add('unit, contract, golden, architecture', unit, unitOk, (r) => ({
    passed: r.numPassedTests,
    failed:
      r.numFailedTests + r.testResults.filter((t) => t.status === 'failed' && t.assertionResults.length === 0).length,
    skipped: r.numPendingTests + r.numTodoTests,
    names: r.testResults
      .filter(({ status }) => status === 'failed')
      .flatMap(({ name: file, assertionResults }) => {
        const failed = assertionResults.filter(({ status }) => status === 'failed');
        return failed.length > 0
          ? failed.map(({ fullName }) => `${relative('.', file)} › ${fullName}`)
          : [relative('.', file)];
      }),
  }));

  step('package layout', run('scripts/check-package.mjs', []));

  const browser = await findBrowser().catch((error) => {
    console.error(error.message);
    return null;
  });
  if (browser === null) step('a browser for the end-to-end tests', false);
  else {
    const e2e = join(reports, 'e2e.json');
    const e2eOk = run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      KERNELCRAFT_BROWSER: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2e,
    });
    add('end to end', e2e, e2eOk, (r) => ({
      passed: r.stats.expected + r.stats.flaky,
      failed: r.stats.unexpected,
      skipped: r.stats.skipped,
      names: r.suites
        .flatMap(specsOf)
        .filter(({ ok }) => !ok)
        .map(({ file, title }) => `${file} › ${title}`),
    }));
  }
}
rmSync(reports, { recursive: true, force: true });
// Named once more at the end, where they are looked for.
for (const name of failures) console.log(`FAILED: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed === 0 ? 0 : 1);

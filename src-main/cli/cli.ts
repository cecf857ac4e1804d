// The command line's grammar and exit codes. Everything it does is in apply, presets and serve.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../../src-core/errors.ts';
import { packageVersion } from '../paths.ts';
import type { ApplyOptions } from './apply.ts';
import { EXIT, printError, sentenceOf, UsageError, type CliIo, type ExitCode } from './io.ts';
import { listPresets } from './presets.ts';
import { serveApp, type ServeOptions } from './serve.ts';
import { settingNames } from './set-values.ts';
import type { Step } from './steps.ts';

const EXIT_CODES = `
Exit codes:
  0    everything was done
  1    some images failed; the others were written
  2    the command was not understood, or its kernel or recipe could not be read; nothing was done
  130  interrupted; files written so far are whole
`;

const APPLY_HELP = `
Filters run in the order in which they are named. --set acts on the filter before it; it takes the
parameters that "kernelcraft presets" lists, and for every filter:
  ${settingNames().slice(0, 6).join(', ')},
  ${settingNames().slice(6).join(', ')}
Numbers may be expressions such as 1/9, 50% or sqrt(2)/4.

Examples:
  kernelcraft apply photo.jpg -o soft.png --preset gaussian --set sigma=4
  kernelcraft apply *.jpg -o sharp/ --preset unsharp --set strength=1.5 --set light=encoded
  kernelcraft apply scan.tif -o edges.tif --kernel sobel.csv --set output=signed
${EXIT_CODES}`;

/** Runs one command. `argv` without the program's own name. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram(io, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return exitCodeOf(thrown, io);
  }
}

function exitCodeOf(thrown: unknown, io: CliIo): ExitCode {
  // Commander has printed its help, version or error by now.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (io.signal.aborted) {
    printError(io, 'Interrupted. Files written so far are whole.');
    return EXIT.interrupted;
  }
  if (thrown instanceof UsageError) {
    printError(io, thrown.message);
    return EXIT.usage;
  }
  printError(io, sentenceOf(thrown));
  // A kernel or recipe that cannot be read leaves nothing to do.
  return thrown instanceof AppError && thrown.code !== 'internal' ? EXIT.usage : EXIT.someFailed;
}

function createProgram(io: CliIo, finish: (code: ExitCode) => void): Command {
  const program = new Command('kernelcraft')
    .description('Kernels on pictures: sharpen, blur, find edges, or slide a matrix of your own.')
    .version(packageVersion(), '-V, --version')
    .showHelpAfterError('Add --help for the ways to use it.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /u, 'kernelcraft: ')),
    });
  addApply(program, io, finish);
  program
    .command('presets')
    .description('list the presets and their parameters')
    .argument('[words...]', 'only those that match')
    .option('--json', 'print JSON', false)
    .action((words: string[], options: { json: boolean }) => finish(listPresets(words, options, io)));
  program
    .command('serve')
    .description('open the application in a browser')
    .argument('[image]', 'an image to open in it')
    .option('--port <number>', 'port on 127.0.0.1')
    .option('--no-open', 'do not start a browser')
    .option('--print-url', 'print the address', false)
    .action(async (image: string | undefined, options: ServeOptions) => finish(await serveApp(image, options, io)));
  return program;
}

function addApply(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const steps: Step[] = [];
  const collected = (flags: string, description: string, step: (text: string) => Step): Option =>
    new Option(flags, description).argParser((text: string) => void steps.push(step(text)));
  program
    .command('apply')
    .description('filter images and save the results')
    .argument('<in...>', 'images to read')
    .requiredOption('-o, --output <out>', 'a file for one image; a folder, or a path ending in /, for several')
    .addOption(collected('-p, --preset <id>', 'add a preset', (id) => ({ option: 'preset', id })))
    .addOption(collected('-k, --kernel <file>', 'add a kernel from a file', (file) => ({ option: 'kernel', file })))
    .addOption(collected('-r, --recipe <file>', 'add the filters of a recipe', (file) => ({ option: 'recipe', file })))
    .addOption(collected('-s, --set <name=value>', 'change the filter before it', (text) => ({ option: 'set', text })))
    .option('--format <format>', "png, jpeg, webp, avif or tiff; else by OUT's extension, else the image's own")
    .option('--quality <number>', '1 to 100, for JPEG, WebP and AVIF', wholeNumber)
    .addOption(
      new Option('--metadata <which>', 'what to keep of EXIF, XMP and the profile')
        .choices(['all', 'private', 'none'])
        .default('all'),
    )
    .option('--threads <number>', 'threads to compute with', wholeNumber)
    .option('--force', 'replace files that exist', false)
    .option('--json', 'print one JSON object about all files', false)
    .addHelpText('after', APPLY_HELP)
    .action(async (inputs: string[], options: ApplyOptions) => {
      // Engine and codecs are loaded by the command that needs them, not by --help.
      const { apply } = await import('./apply.ts');
      finish(await apply(inputs, steps, options, io));
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/u.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(text);
}

// `kernelcraft presets`: the list of presets with their parameters, for people or as JSON.
import { definitionOf } from '../../src-core/filters/index.ts';
import type { Parameter } from '../../src-core/filters/filter.ts';
import { PRESET_GROUPS, searchPresets, type Preset } from '../../src-core/presets.ts';
import { EXIT, printError, printLine, type CliIo, type ExitCode } from './io.ts';

export function listPresets(words: readonly string[], { json }: { json: boolean }, io: CliIo): ExitCode {
  const found = searchPresets(words.join(' '));
  if (json) printLine(io.stdout, JSON.stringify(found.map(describePreset), null, 2));
  else if (found.length === 0) printError(io, `No preset matches "${words.join(' ')}".`);
  else printGroups(found, io);
  return found.length > 0 || json ? EXIT.done : EXIT.someFailed;
}

function describePreset(preset: Preset) {
  const filter = preset.create();
  const { parameters, aliases = {} } = definitionOf(filter.type);
  const { id, label, group, description } = preset;
  return {
    id,
    label,
    group,
    description,
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      label: parameter.label,
      default: filter.parameters[parameter.name],
      ...(parameter.choices
        ? { choices: parameter.choices.map((choice) => choice.label) }
        : { min: parameter.allowsZero ? 0 : parameter.min, max: parameter.max, unit: parameter.unit }),
    })),
    aliases,
    settings: filter.settings,
  };
}

function printGroups(presets: readonly Preset[], io: CliIo): void {
  const width = Math.max(...presets.map(({ id }) => id.length)) + 2;
  for (const group of PRESET_GROUPS) {
    const own = presets.filter((preset) => preset.group === group);
    if (own.length === 0) continue;
    printLine(io.stdout, group);
    for (const preset of own) {
      printLine(io.stdout, `  ${preset.id.padEnd(width)}${preset.description}`);
      for (const line of parameterLines(preset)) printLine(io.stdout, `  ${' '.repeat(width)}${line}`);
    }
  }
}

function parameterLines(preset: Preset): string[] {
  const filter = preset.create();
  const { parameters, aliases = {} } = definitionOf(filter.type);
  const own = parameters.map(
    (parameter) => `${parameter.name}=${shown(parameter, filter.parameters[parameter.name] ?? 0)}`,
  );
  const short = Object.entries(aliases).map(([alias, names]) => `${alias} sets ${names.join(' and ')}`);
  return [...own, ...short];
}

function shown(parameter: Parameter, value: number): string {
  const { choices, min, max, unit, allowsZero } = parameter;
  if (choices)
    return `${choices.find((choice) => choice.value === value)?.label}  (${choices.map(({ label }) => label).join(', ')})`;
  return `${value}  (${min} to ${max}${unit ? ` ${unit}` : ''}${allowsZero ? ', or 0' : ''})`;
}

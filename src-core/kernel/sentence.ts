// The plain sentence: what a kernel does, for someone who met convolution today.
import type { Settings } from '../filters/settings.ts';
import type { Character } from './character.ts';
import { formatValue } from './print.ts';

/** A kernel that acts along one line alone has 0.4 and more, one that treats all directions alike less than 0.1. */
const DIRECTED = 0.3;

export type Showing = Pick<Settings, 'output' | 'amount'>;

/** "Keeps flat areas, amplifies fine detail up to 5 × (+14 dB at half the sampling rate)." */
export function sentenceOf(character: Character, { output, amount }: Showing): string {
  const mixed = amount < 1 ? [`mixed with ${percent(1 - amount)} of the picture before`] : [];
  const clauses = [...clausesOf(character, output), ...mixed];
  return `${clauses.join(', ')}.`;
}

function clausesOf(character: Character, output: Settings['output']): string[] {
  const { kind } = character;
  if (kind === 'nothing') return [`Turns everything ${shade(levelOf(character.bias, output))}`];
  if (kind === 'point') return pointClauses(character, output);
  if (kind === 'slope') return [flatWords(character, output), ...slopeWords(character, output)];
  if (kind === 'detail') return [flatWords(character, output), detailWords(character)];
  return [flatWords(character, output), ...passWords(character), ...shiftWords(character)];
}

function pointClauses(character: Character, output: Settings['output']): string[] {
  const { gain, bias, shift } = character;
  const moves = shift && Math.hypot(shift.x, shift.y) > 0 ? `oves the picture ${moveText(shift)}` : null;
  const plain = gain === 1 && bias === 0 && output !== 'signed' && output !== 'minmax';
  if (plain) return [moves ? `M${moves}` : 'Changes nothing'];
  const flat = flatWords(character, output).replace(/ flat areas/, ' everything');
  return moves ? [flat, `m${moves}`] : [flat];
}

/** What becomes of areas of one value. */
export function flatWords({ gain, bias }: Character, output: Settings['output']): string {
  if (output === 'minmax') return gain === 0 ? 'Removes flat areas' : 'Stretches the result to the full range';
  const added = levelOf(bias, output);
  if (gain === 0) return added === 0 ? 'Turns flat areas black' : `Turns flat areas ${shade(added)}`;
  if (near(gain, -1) && near(added, 1)) return 'Inverts flat areas';
  const times = output === 'absolute' && bias === 0 ? Math.abs(gain) : gain;
  const and = added === 0 ? '' : added > 0 ? ` and adds ${percent(added)}` : ` and takes away ${percent(-added)}`;
  if (times < 0 && added <= 0) return 'Turns flat areas black, because the result is negative';
  if (near(times, 1)) return `Keeps flat areas${and}`;
  return `Multiplies flat areas by ${formatValue(times, 3)}${and}`;
}

function slopeWords({ slope, waves, strongest }: Character, output: Settings['output']): string[] {
  const angle = slope ?? waves.angle;
  const shown = waves.preference < 0.1 ? 'shows edges' : `shows ${edgesAcross(angle)}`;
  const most = `${strengthWords(strongest)}`;
  if (output === 'absolute') return [shown, most];
  // What brightens towards the right faces left, where the light of a relief comes from.
  if (output === 'signed') return [`${shown} as a relief lit from the ${towards(angle + 180)}`, most];
  return [shown, `bright where the picture brightens ${towardsWord(angle)}`, most];
}

function detailWords({ waves, strongest }: Character): string {
  const what =
    waves.preference > DIRECTED ? `shows ${edgesAcross(waves.angle)} and lines` : 'shows edges and fine detail';
  return `${what}, ${strengthWords(strongest)}`;
}

/** "strongest at half the sampling rate", "strongest at 0.13 cycles per pixel". */
function strengthWords({ fx, fy }: Character['strongest']): string {
  return `strongest ${rateWords(fx, fy)}`;
}

function rateWords(fx: number, fy: number): string {
  if (Math.max(fx, fy) > 0.47) return 'at half the sampling rate';
  return `at ${formatValue(Math.hypot(fx, fy), 2)} cycles per pixel`;
}

function passWords(character: Character): string[] {
  const { kind, strongest, waves, overshoot, rings, half, slope } = character;
  const factor = `${formatValue(strongest.response, 2)} ×`;
  const place = rateWords(strongest.fx, strongest.fy);
  const halo = overshoot < 0.02 ? [] : [`${rings ? 'rings at edges' : 'edges overshoot'} by ${percent(overshoot, 2)}`];
  switch (kind) {
    case 'relief':
      return [`adds a relief lit from the ${towards((slope ?? 0) + 180)}`];
    case 'sharpen': {
      const what = waves.preference > DIRECTED ? edgesAcross(waves.angle) : 'fine detail';
      return [`amplifies ${what} up to ${factor} ${place}`, ...halo];
    }
    case 'band':
      return [`amplifies detail up to ${factor} ${place}`, halfWords(half), ...halo];
    case 'blur':
      return [blurWords(character), halfWords(half), ...halo];
    default:
      return ['passes all detail as it is'];
  }
}

function blurWords({ spread, waves }: Character): string {
  if (!spread) return waves.preference > DIRECTED ? `smooths ${alongWords(waves.angle)}` : 'smooths fine detail';
  const { major, minor, angle } = spread;
  const size = (sigma: number): string => `σ ${formatValue(sigma, 2)} px`;
  if (minor < 0.05 * major) return `blurs ${alongWords(angle)} by ${size(major)}`;
  if (major < 1.1 * minor) return `blurs by ${size((major + minor) / 2)}`;
  return `blurs ${alongWords(angle)} by ${size(major)}, across that by ${size(minor)}`;
}

/** "−12 dB at half the sampling rate", in both directions where they differ. */
function halfWords({ across, down }: Character['half']): string {
  const rate = 'at half the sampling rate';
  const [a, b] = [decibels(across), decibels(down)];
  const only = a === b || isSame(down) ? a : isSame(across) ? b : null;
  if (only !== null) return only === GONE ? `nothing left ${rate}` : `${only} ${rate}`;
  return `${a} left to right and ${b} top to bottom ${rate}`;
}

/** What passes as it is needs no word: the blur has named its direction. */
function isSame(share: number): boolean {
  return Math.abs(share - 1) < 0.02;
}

const GONE = '−∞ dB';

function decibels(share: number): string {
  if (share < 1e-5) return GONE;
  const value = Math.round(20 * Math.log10(share) * (share > 0.5 ? 10 : 1)) / (share > 0.5 ? 10 : 1);
  return `${value > 0 ? '+' : ''}${formatValue(value)} dB`;
}

function shiftWords({ shift }: Character): string[] {
  return shift && Math.hypot(shift.x, shift.y) >= 0.05 ? [`shifts the picture ${moveText(shift)}`] : [];
}

/** "0.5 px right and 2 px down". */
function moveText({ x, y }: { readonly x: number; readonly y: number }): string {
  const part = (value: number, more: string, less: string): string[] =>
    Math.abs(value) < 0.005 ? [] : [`${formatValue(Math.abs(value), 3)} px ${value > 0 ? more : less}`];
  return [...part(x, 'right', 'left'), ...part(y, 'down', 'up')].join(' and ');
}

/** Edges stand at a right angle to the direction in which the picture changes. */
function edgesAcross(angle: number): string {
  const across = (((angle + 90) % 180) + 180) % 180;
  if (isNear(across, 0)) return 'horizontal edges';
  return isNear(across, 90) ? 'vertical edges' : `edges at ${Math.round(across)}°`;
}

function alongWords(angle: number): string {
  if (isNear(angle, 0)) return 'from left to right';
  return isNear(angle, 90) ? 'from top to bottom' : `along ${Math.round(angle)}°`;
}

/** Within eight degrees, directions being the same after half a turn. */
function isNear(angle: number, wanted: number): boolean {
  const away = Math.abs(angle - wanted) % 180;
  return Math.min(away, 180 - away) <= 8;
}

const COMPASS = ['right', 'top right', 'top', 'top left', 'left', 'bottom left', 'bottom', 'bottom right'] as const;

function towards(angle: number): (typeof COMPASS)[number] {
  return COMPASS[((Math.round(angle / 45) % 8) + 8) % 8] ?? 'right';
}

function towardsWord(angle: number): string {
  const side = towards(angle);
  if (side === 'top') return 'upwards';
  return side === 'bottom' ? 'downwards' : `to the ${side}`;
}

function levelOf(bias: number, output: Settings['output']): number {
  const level = output === 'signed' ? bias + 0.5 : output === 'absolute' ? Math.abs(bias) : bias;
  return Math.abs(level) < 1e-9 ? 0 : level;
}

function shade(level: number): string {
  if (level <= 0) return 'black';
  if (level >= 1) return 'white';
  return near(level, 0.5) ? 'mid grey' : `${percent(level)} grey`;
}

function percent(share: number, digits = 3): string {
  return `${formatValue(share * 100, digits)} %`;
}

function near(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) < 1e-6 * Math.max(1, Math.abs(wanted));
}

// The messages of the call protocol, and the one way every schema refusal is worded.
import { z } from 'zod';
import { AppError, ERROR_CODES } from './errors.ts';

const id = z.int().min(1);
const name = z.string().min(1).max(60);

/** From the caller. */
export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, name, params: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
]);

/** From the one who serves. */
export const responseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), id, value: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id, code: z.enum(ERROR_CODES), message: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('progress'), id, progress: z.unknown() }),
  z.strictObject({ kind: z.literal('event'), name, value: z.unknown() }),
]);

export type Request = z.infer<typeof requestSchema>;
export type Response = z.infer<typeof responseSchema>;

/** The data as the schema describes them, in fresh objects; throws `invalid` with the path of the first bad field. */
export function validate<S extends z.ZodType>(schema: S, data: unknown, what: string): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].map(String).join('.');
  const why = unknownKey === undefined ? (issue?.message ?? 'invalid input') : 'unknown name';
  throw new AppError('invalid', `Refused ${what}${path ? ` at ${path}` : ''}: ${lowerFirst(why)}.`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

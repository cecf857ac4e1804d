// The questions of the interface, in its words.
import type { Question } from '../state/dialogs.svelte.ts';

export const unsavedQuestion = (name: string, before: string): Question<'save' | 'discard'> => ({
  title: `Save the changes to ${name}?`,
  text: `The filters were changed since the last save. Without saving they are lost ${before}.`,
  choices: [
    { value: 'discard', label: 'Discard changes' },
    { value: 'save', label: 'Save', primary: true },
  ],
});

export const overwriteQuestion = (name: string): Question<'overwrite' | 'copy'> => ({
  title: `Overwrite ${name}?`,
  text: 'Saving writes the filtered picture into its own file, and the original pixels are gone. A copy leaves the original as it is.',
  choices: [
    { value: 'overwrite', label: 'Overwrite' },
    { value: 'copy', label: 'Save a copy…', primary: true },
  ],
});

export const changedQuestion = (name: string): Question<'overwrite' | 'copy'> => ({
  title: `${name} was changed by another program`,
  text: 'Overwriting loses what the other program wrote. A copy keeps both.',
  choices: [
    { value: 'overwrite', label: 'Overwrite' },
    { value: 'copy', label: 'Save a copy…', primary: true },
  ],
});

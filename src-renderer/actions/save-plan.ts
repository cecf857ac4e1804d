// What Ctrl+S does: a decision without side effects, SEMANTICS §15.

export interface SaveSituation {
  /** The document has a recipe file. */
  readonly recipeFile: boolean;
  /** A file the person chose for this picture earlier in this window. */
  readonly chosenFile: boolean;
  /** The document came from a file that main may write back to, in a format that can be written. */
  readonly writable: boolean;
  /** The person agreed before to overwrite the document's own file, which may hold an earlier result since. */
  readonly agreed: boolean;
  /** Some filter is on, so that the picture differs from the file. */
  readonly changesPicture: boolean;
}

export type SavePlan =
  /** Write the recipe to its file. */
  | 'recipe'
  /** Write the flattened picture to the file chosen earlier. */
  | 'chosen-file'
  /** Ask Overwrite or Save a copy, then write. */
  | 'ask-overwrite'
  /** Overwrite the document's own file. */
  | 'overwrite'
  /** Ask for a file. */
  | 'save-as'
  /** Writing would only recompress an unchanged picture. */
  | 'nothing';

export function planSave(situation: SaveSituation): SavePlan {
  if (situation.recipeFile) return 'recipe';
  if (situation.chosenFile) return 'chosen-file';
  if (!situation.writable) return 'save-as';
  if (situation.agreed) return 'overwrite';
  return situation.changesPicture ? 'ask-overwrite' : 'nothing';
}

import { describe, expect, it } from 'vitest';
import { planSave, type SaveSituation } from '../../../src-renderer/actions/save-plan.ts';

const situation = (change: Partial<SaveSituation> = {}): SaveSituation => ({
  recipeFile: false,
  chosenFile: false,
  writable: true,
  agreed: false,
  changesPicture: true,
  ...change,
});

describe('saving (§15)', () => {
  it('goes to the recipe file when the document has one, whatever else is true', () => {
    expect(planSave(situation({ recipeFile: true, chosenFile: true, agreed: true }))).toBe('recipe');
  });

  it('asks once before it overwrites the picture with its flattened self', () => {
    expect(planSave(situation())).toBe('ask-overwrite');
    expect(planSave(situation({ agreed: true }))).toBe('overwrite');
  });

  it('asks for a file when there is none to write back to', () => {
    expect(planSave(situation({ writable: false }))).toBe('save-as');
    expect(planSave(situation({ writable: false, agreed: true }))).toBe('save-as');
  });

  it('goes to the file chosen before without asking again', () => {
    expect(planSave(situation({ chosenFile: true }))).toBe('chosen-file');
  });

  it('never recompresses a picture that no filter changes, unless the file holds an earlier result', () => {
    expect(planSave(situation({ changesPicture: false }))).toBe('nothing');
    expect(planSave(situation({ changesPicture: false, agreed: true }))).toBe('overwrite');
  });
});

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Clearable } from './clearable.ts';
import { bodySchema } from './body-schema.ts';
import { Optional, Whole } from './rules.ts';

class Settings {
  @Whole(1, 5)
  @Optional()
  days?: number;
}
class ClearableSettings extends Clearable(Settings) {}

const wrong = (type: new () => object, json: object): string[] =>
  validateSync(plainToInstance(type, json, { exposeUnsetFields: false })).map(({ property }) => property);

describe('the clearable form of settings', () => {
  it('takes null where the settings do not', () => {
    expect(wrong(Settings, { days: null })).toEqual(['days']);
    expect(wrong(ClearableSettings, { days: null })).toEqual([]);
  });

  it('has their rules otherwise', () => {
    expect([{}, { days: 5 }, { days: 6 }].map((json) => wrong(ClearableSettings, json))).toEqual([[], [], ['days']]);
  });

  it('is described as what it takes', () => {
    expect(bodySchema(ClearableSettings)).toMatchObject({
      properties: { days: { type: ['integer', 'null'], minimum: 1, maximum: 5 } },
    });
  });
});

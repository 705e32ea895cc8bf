import assert from 'node:assert/strict';
import { rubyInspect } from '../../../gitlab/graphql/rubyInspect.ts';

/** What `ruby -rjson -e 'puts JSON.parse(…).inspect'` of Ruby 3.1 prints. */
const cases: readonly [json: string, printed: string][] = [
  [
    '{"schemaVersion":2,"a":[1,-2,3.5,true,false,null]}',
    '{"schemaVersion"=>2, "a"=>[1, -2, 3.5, true, false, nil]}',
  ],
  ['{}', '{}'],
  ['[]', '[]'],
  ['"quote \\" and \\\\"', '"quote \\" and \\\\"'],
  ['"a\\nb\\tc\\u001b\\u0007\\u0001\\u007f"', '"a\\nb\\tc\\e\\a\\u0001\\u007F"'],
  ['"#{x} #$y #@z # plain"', '"\\#{x} \\#$y \\#@z # plain"'],
  ['"a=>b, nil"', '"a=>b, nil"'],
  ['"Zürich 东"', '"Zürich 东"'],
];

describe('a Hash as Ruby prints it', () => {
  for (const [json, printed] of cases) {
    it(`of ${json}`, () => {
      assert.equal(rubyInspect(JSON.parse(json)), printed);
    });
  }
});

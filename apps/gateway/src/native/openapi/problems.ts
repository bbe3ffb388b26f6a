import { type Code, codeRow, codes } from '@licet/contracts';
import Type from 'typebox';
import { CheckView } from '../http/checks-shown.ts';
import { Answer } from '../http/view-schema.ts';

const Offense = Type.Object(
  {
    pointer: Type.Optional(Type.String({ description: 'Place in the body, RFC 6901.' })),
    parameter: Type.Optional(Type.String({ description: 'Name of a query, path or header parameter.' })),
    code: Type.Enum(['required', 'invalid', 'unknown', 'readOnly']),
    detail: Type.String(),
  },
  { $id: 'Offense' },
);

const members = (code: Code) => {
  const { status, title, retryable } = codeRow(code);
  return { type: `https://licet.example.com/problems/${code}`, title, status, code, retryable: retryable === true };
};

const exampleOf = (code: Code): object => ({
  ...members(code),
  detail: `${codeRow(code).title}.`,
  instance: '/api/v1/products',
  requestId: '019a6f6e-3c00-7000-8000-000000005fa1',
});

/** RFC 9457. [API-ERR-01 … API-ERR-03] */
const ProblemView = Answer(
  'Problem',
  {
    type: Type.String({ format: 'uri' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.String(),
    detail: Type.String(),
    instance: Type.String(),
    requestId: Type.String(),
    retryable: Type.Boolean(),
    errors: Type.Optional(Type.Array(Offense)),
    checks: Type.Optional(
      Type.Array(CheckView, {
        description: 'Of a licensing decision: what its rules said, up to the one that refused.',
      }),
    ),
    currentETag: Type.Optional(Type.String({ description: 'With version_conflict: the tag that holds.' })),
  },
  exampleOf('not_found'),
);

/** Responses by status for the codes that an operation may refuse with. [API-OAS-02] */
export function problemResponses(refused: Iterable<Code>): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const [status, of] of byStatus(refused)) {
    const schema = { allOf: [ProblemView, { properties: { status: { const: status }, code: { enum: of } } }] };
    const examples = Object.fromEntries(of.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
    const description = of.map((code) => `\`${code}\`: ${codeRow(code).title}.`).join('\n\n');
    responses[status] = { description, content: { 'application/problem+json': { schema, examples } } };
  }
  return responses;
}

/** A problem of every code that the responses of a document name. */
export const problemExamples = (): Record<string, object> =>
  Object.fromEntries((Object.keys(codes) as Code[]).map((code) => [code, { value: exampleOf(code) }]));

function byStatus(refused: Iterable<Code>): Map<number, Code[]> {
  const groups = new Map<number, Code[]>();
  for (const code of [...new Set(refused)].toSorted()) {
    const { status } = codeRow(code);
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return new Map([...groups].toSorted(([a], [b]) => a - b));
}

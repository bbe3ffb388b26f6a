// What suites of the whole product need to speak to every operation on every binding and dialect: `@licet/gateway/scenarios`.
export { badDocuments, type BadDocument, oddNumbers, oddTexts } from './bad-input.scenarios.ts';
export { replyDocument, resultCodeOf, waysOf, type Way } from './bindings.scenarios.ts';
export { documentScenarios, scenarioOf, type DocumentScenario } from './documents.scenarios.ts';
export { envelopeValidator } from './reply-validator.scenarios.ts';
export { sendTo, type HttpReply, type Send } from './http.scenarios.ts';
export { dnaStatusScenarios, type DnaWorld } from '../../dna/license-status.scenarios.ts';
export { licenseCodeDetailsScenarios, type IpWorld } from '../../ip/license-code-details.scenarios.ts';
export { askAt, jsonOf, type Answer, type Asking } from '../../scenarios/http.scenarios.ts';
export { targetNamespace, type AsmxService } from '../asmx/service.ts';
export type { TypedOperation } from '../asmx/typed-operation.ts';
export { olderServices, soloServices } from '../services.ts';

// What suites of the whole product need to speak to every operation on every binding: `@licet/gateway/scenarios`.
export { badDocuments, type BadDocument } from './bad-input.scenarios.ts';
export { replyDocument, resultCodeOf, waysOf, type Way } from './bindings.scenarios.ts';
export { documentScenarios, scenarioOf, type DocumentScenario } from './documents.scenarios.ts';
export { sendTo, type HttpReply, type Send } from './http.scenarios.ts';
export { soloServices } from '../services.ts';

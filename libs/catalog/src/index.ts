export { type ApplyOptions, type Step, applyCatalog } from './apply-catalog.ts';
export { CatalogRefused } from './catalog-refused.ts';
export { type Catalog, readCatalog } from './catalog-file.ts';
export { type CatalogApi, NativeApi, ProblemAnswered, type Shown } from './native-api.ts';
export { tellPlan, tellStep } from './tell-plan.ts';

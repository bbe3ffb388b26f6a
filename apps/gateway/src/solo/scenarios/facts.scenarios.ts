import {
  defaultAccountSettings,
  defaultCallerRules,
  defaultOption,
  defaultProduct,
  type Activation,
  type AuthenticatedCaller,
  type CustomerFacts,
  type InstallationCheck,
  type LedgerFacts,
  type LicenseFacts,
  type UpdateOffer,
  type ListedLicense,
} from '@licet/contracts';

/** What the services would tell of one license, for tests of the gateway alone. */
export const caller: AuthenticatedCaller = {
  authorId: 1,
  actor: { kind: 'user', id: 'back-office', name: '' },
  scopes: ['licenses:create', 'licenses:write'],
  account: { mode: 'live', status: 'open' },
  rules: defaultCallerRules,
  apiRules: defaultAccountSettings,
  networks: [],
  expiresAt: null,
  testOnly: false,
};

const product: LicenseFacts['product'] = {
  productId: 1001,
  uuid: '019a6f6e-3c00-7000-8000-0000000003e9',
  authorId: 1,
  settings: {
    ...defaultProduct,
    name: 'Example Editor',
    latestVersion: '4.2.0.0',
    dnaProductId: 'P0001001',
  },
  version: 1,
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
};

export const license: LicenseFacts = {
  licenseId: 4001,
  uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  authorId: 1,
  productId: 1001,
  optionId: 2001,
  customerId: 3001,
  distributorId: null,
  key: 'SERIAL-1',
  serialNumberText: 'SERIAL-1',
  quantity: 1,
  unitPrice: '49.90',
  status: { status: 'active', reason: null },
  statusSince: '2026-03-01T09:12:45.120Z',
  statusNote: '',
  replacedBy: null,
  invoice: null,
  expiresAt: '2027-03-01T00:00:00.000Z',
  currentVersion: '4.2.0.0',
  licenseUpdate: 'update & <more>',
  isTest: false,
  isTrial: false,
  licenseeName: 'Ada Löwe',
  licenseeEmail: 'ada@example.org',
  notes: 'never shown',
  userFields: {
    text: ['Bonn', ...Array<null>(8).fill(null), ' <x> '],
    integer: [-7, null, null, null, 0],
    float: [null, 0.1, null, null, null],
    date: ['2026-03-01T09:00:00', null, null, null, '2026-03-01T08:00:00Z'],
  },
  enteredAt: '2026-03-01T09:12:45.120Z',
  updatedAt: '2026-03-01T09:12:45.120Z',
  version: 1,
  product,
  option: {
    optionId: 2001,
    uuid: '019a6f6e-3c00-7000-8000-0000000007d1',
    productId: 1001,
    authorId: 1,
    settings: { ...defaultOption, name: 'Single user' },
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
  },
  lastChange: { lane: 7, epoch: 1, position: 42 },
};

export const ledger: LedgerFacts = {
  licenseId: 4001,
  activationsLeft: 5,
  deactivationsLeft: 3,
  counter: null,
  seatsInUse: 0,
  firstActivatedAt: null,
  lastActivatedAt: null,
  lastCheckAt: null,
  installations: [],
  version: 1,
};

export const customer: CustomerFacts = {
  customerId: 3001,
  uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
  authorId: 1,
  registered: true,
  ...{ isDistributor: false, externalId: null, metadata: {} },
  contact: {
    company: 'Löwe & Söhne',
    firstName: 'Ada',
    lastName: 'Löwe',
    address1: 'Hauptstraße 1',
    address2: '',
    city: 'Köln',
    stateProvince: 'NRW',
    postalCode: '50667',
    country: 'Germany',
    email: 'ada@example.org',
    phone: '+49 221 1',
    nickname: '',
    fax: '',
    notes: 'prefers mail',
    vatNumber: 'DE136695976',
  },
  version: 1,
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
};

export const listedLicense: ListedLicense = {
  licenseId: 4001,
  productId: 1001,
  productName: 'Example Editor',
  optionId: 2001,
  optionName: 'Single user',
  serialNumber: 'SERIAL-1',
  status: 'OK',
  expiresAt: '2027-03-01T00:00:00.000Z',
};

export const activation: Activation = {
  licenseId: 4001,
  product: 'Example Editor Single user',
  quantity: 1,
  licenseUpdate: 'update & <more>',
  activationsLeft: 4,
  expiresAt: '2027-03-01T00:00:00.000Z',
  installationId: '3t1-abcdefghijklmnopqrstuvwxyz',
  activationPassword: 'K7MQ2ZTR9WHX4DCA',
  isTest: false,
  at: '2026-03-02T10:11:12.345Z',
};

export const installationCheck: InstallationCheck = {
  licenseUpdate: '',
  expiresAt: null,
  remainingActivations: 4,
  at: '2026-03-02T10:11:12.345Z',
};

export const updateOffer: UpdateOffer = {
  license: {
    status: { status: 'active', reason: null },
    licenseUpdate: 'a & <b>',
    expiresAt: '2027-03-01T00:00:00.000Z',
    replacedById: 4002,
  },
  version: '4.3.0.0',
  update: {
    action: 'http',
    infoUrl: 'https://example.com/new?a=1&b=2',
    file: {
      ...{ server: 'dl.example.com', port: 8080, path: '/files/setup.exe' },
      ...{ authentication: 'customFtp', user: 'anna', password: 'secret' },
    },
    latestFreeVersion: '4.2.9.0',
    releaseDate: '2026-02-28',
    message: 'Größer & <schneller>',
    licenseAgreementUrl: 'https://example.com/eula',
  },
};

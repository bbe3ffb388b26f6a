import { licenseOfToken, type Code, type Reply as CallReply } from '@licet/contracts';
import { oddNumbers } from '../scenarios/bad-input.scenarios.ts';
import { documentScenarios, sampleNames, scenarioOf } from '../scenarios/documents.scenarios.ts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { activation, installationCheck } from '../scenarios/facts.scenarios.ts';

const answers: Record<string, CallReply<unknown>> = {
  ActivateInstallation: ok(activation),
  CheckInstallation: ok(installationCheck),
  DeactivateInstallation: ok({ at: activation.at }),
};
const { bus, solo } = scriptedSolo(answers, null);

const scenarios = documentScenarios(sampleNames);
type Values = Record<string, string | number>;
const call = (operation: string, values: Values = {}) =>
  solo.activation(operation, { ...scenarioOf(scenarios, operation).values, ...values });
const activate = (values: Values = {}) => call('ActivateInstallation', values);
const commands = {
  ActivateInstallation: 'ActivateInstallation',
  CheckInstallationStatus: 'CheckInstallation',
  DeactivateInstallation: 'DeactivateInstallation',
} as const;
const path = (operation: string) => `XmlActivationService.asmx/${operation}`;

describe.each(Object.entries(commands))('%s', (operation, command) => {
  const parameters = () => bus.last(command)?.parameters;

  it('answers 0 with ServerDateTime and SessionCode last, without ErrorMessage [SA-GEN-05, SA-GEN-06, SA-GEN-08, SA-GEN-13, SES-01]', async () => {
    const reply = Object.entries(await call(operation, { SessionCode: ' aB ' }));
    expect(reply[0]).toEqual(['ResultCode', '0']);
    expect(reply.slice(-2)).toEqual([
      ['ServerDateTime', '2026-03-02T10:11:12Z'],
      ['SessionCode', ' aB '],
    ]);
    expect(reply.map(([name]) => name)).not.toContain('ErrorMessage');
  });

  it('echoes SessionCode on refusals too, byte for byte, and none where none was sent [SES-03, SES-05, SES-06]', async () => {
    const sessionCode = ' <ä>\t&\n'.padEnd(255, 'x');
    bus.answers[command] = no('parameter_invalid');
    expect(await call(operation, { SessionCode: sessionCode })).toMatchObject({
      ResultCode: '5005',
      SessionCode: sessionCode,
    });
    expect(await call(operation, { SessionCode: '  ' })).not.toHaveProperty('SessionCode');
  });

  it('reads nothing of a document with a longer SessionCode: 5005 without echo [SES-06]', async () => {
    bus.answers[command] = no('parameter_invalid');
    expect(await call(operation, { SessionCode: 'x'.repeat(256) })).not.toHaveProperty('SessionCode');
    expect(parameters()).toBeNull();
  });

  it('names the key set without blanks, and none as null [SA-GEN-03, SA-ACT-51, ENC-06, ENC-36]', async () => {
    await call(operation);
    expect(bus.last(command)).toMatchObject({
      protection: { encryptionKeyId: 'plain-1', encrypted: false, signed: false },
    });
    bus.answers[command] = no('key_set_unknown');
    expect(
      await solo.reply(path(operation), `<${operation}><EncryptionKeyID> </EncryptionKeyID></${operation}>`),
    ).toMatchObject({
      ResultCode: '5000',
    });
    expect(bus.last(command)).toMatchObject({ protection: { encryptionKeyId: null }, parameters: null });
  });

  it.each([
    ['two PrivateData', '<PrivateData/><PrivateData/>'],
    ['PrivateData and EncryptedData', '<PrivateData/><EncryptedData/>'],
    ['two EncryptedData', '<EncryptedData/><EncryptedData/>'],
    ['two signatures', '<PrivateData/><Signature/><Signature/>'],
  ])('answers 5024 to %s [ENC-14]', async (_title, children) => {
    expect(await solo.reply(path(operation), `<${operation}>${children}</${operation}>`)).toMatchObject({
      ResultCode: '5024',
    });
    expect(bus.asked).toEqual([]);
  });

  it.each<[string, string, Code, number]>([
    ['encrypted', '<EncryptedData/>', 'parameter_invalid', 5003],
    ['encrypted and signed', '<EncryptedData/><Signature/>', 'parameter_invalid', 5004],
    ['signed', '<PrivateData><InstallationID>x</InstallationID></PrivateData><Signature/>', 'parameter_invalid', 5004],
    ['encrypted under an unknown key set', '<EncryptedData/>', 'key_set_unknown', 5000],
    ['encrypted and unsigned where signatures are required', '<EncryptedData/>', 'signature_required', 5002],
  ])('never acts on a protected request that it cannot open: %s', async (_title, children, refusal, code) => {
    bus.answers[command] = no(refusal);
    const document = `<${operation}><EncryptionKeyID>k</EncryptionKeyID>${children}</${operation}>`;
    expect(await solo.reply(path(operation), document)).toMatchObject({ ResultCode: String(code) });
    expect(parameters()).toBeNull();
  });

  it('answers a code that it does not list with HTTP 500, never with the code [SA-GEN-15]', async () => {
    bus.answers[command] = no('duplicate');
    expect((await solo.post(path(operation), scenarioOf(scenarios, operation).document({}))).status).toBe(500);
    bus.answers[command] = no(operation === 'ActivateInstallation' ? 'installation_unknown' : 'license_expired');
    expect((await solo.post(path(operation), scenarioOf(scenarios, operation).document({}))).status).toBe(500);
  });

  it('reads ClientDateTime as UTC when it names no zone, and refuses one that cannot be read [SA-ACT-75]', async () => {
    await call(operation, { ClientDateTime: '2026-03-01T10:00:00' });
    expect(parameters()).toMatchObject({ clientTime: '2026-03-01T10:00:00.000Z' });
    await call(operation, { ClientDateTime: 'noon' });
    expect(parameters()).toBeNull();
  });

  it('passes null on when nothing is there or all is blank [BAD-07, BAD-08]', async () => {
    await solo.activation(operation, {});
    expect(parameters()).toBeNull();
    await solo.activation(operation, { InstallationID: '', LicenseID: '', UserCode1: ' ', UserCode2: '' });
    expect(parameters()).toBeNull();
  });
});

describe('ActivateInstallation', () => {
  const read = () => bus.last('ActivateInstallation')?.parameters;

  it('forms a command of every element', async () => {
    await activate({
      ...{ SerialNumber: ' S-1 ', ProductID: 1001, ProdOptionID: 2001, UserCode1: 0, UserCode2: '-7' },
      ...{ RequireRegistration: 'TRUE', ProductVersion: '1.2.3.4', InstallationName: ' PC 1 ', InstallationID: 'x' },
    });
    expect(read()).toEqual({
      ...{ licenseId: 4001, password: 'K7MQ2ZTR9WHX4DCA', serialNumber: 'S-1', productIds: [1001], optionId: 2001 },
      ...{ userCode1: 0, userCode2: -7, requireRegistration: true, version: '1.2.3.4', name: ' PC 1 ' },
      ...{ relatedInstallationId: 'x', activationData: null, clientTime: null },
    });
  });

  it('reads several ProductIDs, and the first LicenseID that is not blank [SA-ACT-10, SA-ACT-12]', async () => {
    const ids =
      '<LicenseID> </LicenseID><LicenseID>7</LicenseID><ProductID>1</ProductID><LicenseID>8</LicenseID><ProductID>2</ProductID>';
    const codes = '<UserCode1>1</UserCode1><UserCode2>1</UserCode2>';
    await solo.reply(
      path('ActivateInstallation'),
      `<ActivateInstallation><PrivateData>${ids}${codes}</PrivateData></ActivateInstallation>`,
    );
    expect(read()).toMatchObject({ licenseId: 7, productIds: [1, 2] });
  });

  it.each([
    'LicenseID',
    'ProductID',
    'ProdOptionID',
    'RequireRegistration',
    'ProductVersion',
    'UserCode1',
    'UserCode2',
  ])('passes null on when %s is malformed [SA-ACT-57]', async (name) => {
    await activate({ [name]: 'abc' });
    expect(read()).toBeNull();
  });

  it.each(['UserCode1', 'UserCode2'])('passes null on when %s is blank [SA-ACT-57]', async (name) => {
    await activate({ [name]: '' });
    expect(read()).toBeNull();
  });

  it.each([
    ['embedded', '<Machine><Id name="disk">1</Id></Machine>'],
    ['as escaped text', '&lt;Machine>&lt;Id name="disk">1&lt;/Id>&lt;/Machine>'],
    [
      'as text with a declaration',
      '&lt;?xml version="1.0" encoding="utf-16"?>&lt;Machine>&lt;Id name="disk">1&lt;/Id>&lt;/Machine>',
    ],
  ])('takes ActivationData %s [SA-ACT-23]', async (_title, data) => {
    await withData(data);
    expect(read()).toMatchObject({
      activationData: { xml: '<Machine><Id name="disk">1</Id></Machine>', identifiers: [], malformed: false },
    });
  });

  it('reads one identifier for each SystemIdentifier entry, wherever it stands [SA-ACT-82]', async () => {
    const entry = (value: string) => `<SystemIdentifier value="${value}" name="n" type="t"/>`;
    await withData(`<Machine><Identifiers>${entry('1')}${entry('2')}</Identifiers></Machine>`);
    const { identifiers } = (read() as { activationData: { identifiers: string[] } }).activationData;
    expect(new Set(identifiers).size).toBe(2);
  });

  it.each([
    ['two roots', '<a/><b/>'],
    ['text beside a root', 'x<a/>'],
    ['escaped text that is no XML', '&lt;a>'],
    ['plain text', 'abc'],
    ['a DOCTYPE in escaped text', '&lt;!DOCTYPE a>&lt;a/>'],
  ])('passes ActivationData on as malformed: %s [SA-ACT-60]', async (_title, data) => {
    bus.answers.ActivateInstallation = no('credential_invalid', { cause: 'activationData' });
    const reply = await withData(data);
    expect(read()).toMatchObject({ activationData: { malformed: true } });
    expect(reply).toMatchObject({
      ResultCode: '5008',
      ErrorMessage: 'The activation data is not one well-formed XML document.',
    });
  });

  function withData(data: string) {
    const known = '<LicenseID>4001</LicenseID><UserCode1>1</UserCode1><UserCode2>1</UserCode2>';
    return solo.reply(
      path('ActivateInstallation'),
      `<ActivateInstallation><PrivateData>${known}<ActivationData>${data}</ActivationData></PrivateData></ActivateInstallation>`,
    );
  }

  it('answers every element of a success in order [SA-ACT-28 … SA-ACT-39, SA-GEN-13, TC-10]', async () => {
    expect(Object.entries(await activate())).toEqual([
      ['ResultCode', '0'],
      ['Product', 'Example Editor Single user'],
      ['LicenseID', '4001'],
      ['Quantity', '1'],
      ['RegistrationKey1', '0'],
      ['LicenseUpdate', 'update & <more>'],
      ['ActivationsLeft', '4'],
      ['ExpirationDate', '2027-03-01T00:00:00Z'],
      ['InstallationID', activation.installationId],
      ['ActivationPassword', 'K7MQ2ZTR9WHX4DCA'],
      ['IsTestLicense', 'false'],
      ['ServerDateTime', '2026-03-02T10:11:12Z'],
    ]);
  });

  it('leaves out what has no value [SA-ACT-33, SA-ACT-34, SA-ACT-36]', async () => {
    bus.answers.ActivateInstallation = ok({ ...activation, licenseUpdate: '', expiresAt: null, installationId: null });
    const names = Object.keys(await activate());
    expect(names).not.toEqual(expect.arrayContaining(['LicenseUpdate']));
    expect(names.filter((name) => ['LicenseUpdate', 'ExpirationDate', 'InstallationID'].includes(name))).toEqual([]);
  });

  const every = {
    ...{ product: 'Example', licenseId: 4001, quantity: 1, isTest: true, status: 'FRD', deactivatedAt: activation.at },
    ...{ minimumVersion: '4.2.0.0', minimumVersionUrl: 'https://example.org/u?a=1&b=2', licenseUpdate: 'x' },
  };
  it.each<[number, Code, Record<string, string>]>([
    [5000, 'key_set_unknown', {}],
    [5001, 'encryption_required', {}],
    [5002, 'signature_required', {}],
    [5005, 'parameter_missing', {}],
    [5005, 'parameter_invalid', {}],
    [5006, 'address_locked', {}],
    [5007, 'fingerprint_invalid', {}],
    [5008, 'credential_invalid', {}],
    [5009, 'customer_unregistered', {}],
    [5010, 'product_mismatch', {}],
    [5011, 'option_mismatch', {}],
    [
      5012,
      'version_too_low',
      {
        MinimumActivationVersionString: '4.2.0.0',
        MinimumActivationVersionLong: '4000020000000000',
        MinimumActivationVersionUrl: 'https://example.org/u?a=1&b=2',
      },
    ],
    [
      5013,
      'no_activations_left',
      { Product: 'Example', LicenseID: '4001', Quantity: '1', ActivationsLeft: '0', IsTestLicense: 'true' },
    ],
    [
      5013,
      'license_frozen',
      { Product: 'Example', LicenseID: '4001', Quantity: '1', ActivationsLeft: '0', IsTestLicense: 'true' },
    ],
    [5014, 'option_type_invalid', {}],
    [5016, 'installation_banned', {}],
    [5017, 'license_status_invalid', { LicenseStatus: 'FRD' }],
    [5019, 'license_expired', {}],
    [5021, 'address_not_allowed', {}],
    [5022, 'clock_invalid', {}],
    [5029, 'trigger_code_unavailable', {}],
    [5033, 'account_closed', {}],
  ])(
    'answers %p when refused with %s, with the elements of that code only [SA-ACT-42 … SA-ACT-49]',
    async (code, refusal, elements) => {
      bus.answers.ActivateInstallation = no(refusal, every);
      const { ResultCode, ErrorMessage, ServerDateTime, ...others } = await activate();
      expect(ResultCode).toBe(String(code));
      expect(ErrorMessage).toMatch(/^[A-Z].*[a-z].*\.$/); // [SA-GEN-07]
      expect(ServerDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/); // [FMT-08]
      expect(others).toEqual(elements);
    },
  );

  it('says nothing of a status or version that it was not told [SA-GEN-25]', async () => {
    bus.answers.ActivateInstallation = no('license_status_invalid');
    expect(await activate()).not.toHaveProperty('LicenseStatus');
    bus.answers.ActivateInstallation = no('support_expired');
    expect(Object.keys(await activate())).toEqual(['ResultCode', 'ErrorMessage', 'ServerDateTime']);
  });

  it.each(oddNumbers)('never fails over %p in a number [BAD-09]', async (odd) => {
    for (const name of ['LicenseID', 'ProductID', 'ProdOptionID', 'UserCode1', 'UserCode2'])
      expect((await activate({ [name]: odd })).ResultCode).toBe('0');
  });
});

describe('CheckInstallationStatus', () => {
  const check = (values: Values = {}) => call('CheckInstallationStatus', values);

  it('passes InstallationID and version on [SA-CHK-01, SA-CHK-02, SA-CHK-03]', async () => {
    await check({ InstallationID: ' 3t1-x ', ProductVersion: '1.2.3.4' });
    expect(bus.last('CheckInstallation')).toMatchObject({
      parameters: { installationId: '3t1-x', version: '1.2.3.4' },
    });
    await check({ ProductVersion: '1.2' });
    expect(bus.last('CheckInstallation')).toMatchObject({ parameters: null });
    expect(licenseOfToken(sampleNames.installationId)).toBe(4001);
  });

  it('answers update text and date only where there are any [SA-CHK-06, SA-CHK-07, SA-CHK-08]', async () => {
    expect(Object.keys(await check())).toEqual(['ResultCode', 'RemainingActivations', 'ServerDateTime']);
    bus.answers.CheckInstallation = ok({ ...installationCheck, licenseUpdate: 'u', expiresAt: activation.expiresAt });
    expect(await check()).toMatchObject({
      LicenseUpdate: 'u',
      ExpirationDate: '2027-03-01T00:00:00Z',
      RemainingActivations: '4',
    });
  });

  const facts = {
    ...{
      deactivatedAt: '2026-03-01T08:00:00.999Z',
      status: 'DUP',
      licenseUpdate: 'u',
      expiresAt: null,
      remainingActivations: 0,
    },
  };
  it.each<[number, Code, Record<string, string>]>([
    [5015, 'installation_unknown', {}],
    [
      5016,
      'installation_deactivated',
      { DeactivatedDate: '2026-03-01T08:00:00Z', LicenseUpdate: 'u', RemainingActivations: '0' },
    ],
    [
      5016,
      'installation_banned',
      { DeactivatedDate: '2026-03-01T08:00:00Z', LicenseUpdate: 'u', RemainingActivations: '0' },
    ],
    [5017, 'license_status_invalid', { LicenseStatus: 'DUP', LicenseUpdate: 'u', RemainingActivations: '0' }],
    [5022, 'clock_invalid', {}],
  ])('answers %p when refused with %s [SA-CHK-09, SA-CHK-13, SA-CHK-14]', async (code, refusal, elements) => {
    bus.answers.CheckInstallation = no(refusal, facts);
    const { ResultCode, ErrorMessage, ServerDateTime, ...others } = await check();
    expect([ResultCode, others]).toEqual([String(code), elements]);
    expect([ErrorMessage, ServerDateTime]).not.toContain(undefined);
  });
});

describe('DeactivateInstallation', () => {
  it('answers 0 with ResultCode and time only [SA-DEA-14]', async () => {
    expect(Object.keys(await call('DeactivateInstallation'))).toEqual(['ResultCode', 'ServerDateTime']);
  });

  it.each<[number, Code, Record<string, string>]>([
    [5015, 'installation_unknown', {}],
    [5016, 'installation_deactivated', { DeactivatedDate: '2026-03-01T08:00:00Z' }],
    [5016, 'installation_banned', { DeactivatedDate: '2026-03-01T08:00:00Z' }],
    [5018, 'no_deactivations_left', {}],
    [5022, 'clock_invalid', {}],
  ])('answers %p when refused with %s [SA-DEA-13]', async (code, refusal, elements) => {
    bus.answers.DeactivateInstallation = no(refusal, { deactivatedAt: '2026-03-01T08:00:00.999Z', licenseUpdate: 'u' });
    const { ResultCode, ErrorMessage, ServerDateTime, ...others } = await call('DeactivateInstallation');
    expect([ResultCode, others]).toEqual([String(code), elements]);
    expect([ErrorMessage, ServerDateTime]).not.toContain(undefined);
  });
});

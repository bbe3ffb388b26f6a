/** A request of XmlActivationService in clear that activates this license on one machine. [SA-ACT] */
export const activationRequest = (
  encryptionKeyId: string,
  license: { licenseId: number; activationPassword: string },
): string =>
  `<ActivateInstallation><EncryptionKeyID>${encryptionKeyId}</EncryptionKeyID><PrivateData>` +
  `<LicenseID>${license.licenseId}</LicenseID><Password>${license.activationPassword}</Password>` +
  '<UserCode1>1000</UserCode1><UserCode2>1000</UserCode2><InstallationName>My first machine</InstallationName>' +
  '</PrivateData></ActivateInstallation>';

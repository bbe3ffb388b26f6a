const messages: Record<number, string> = {
  [-1]: 'The author logon is not valid.',
  [-2]: 'The request is not a valid XML document for this operation.',
  100: 'No such customer was found.',
};

/** ErrorMessage of each ResultCode of XmlCustomerService; empty for success. [SC-03] */
export const customerMessage = (code: number | string): string => messages[Number(code)] ?? '';
